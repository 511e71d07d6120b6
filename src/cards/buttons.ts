import type { z } from 'zod';
import type { WordKey, Words } from '../messages/catalogue';
import type { DialogVerb, dialogPayloads, ExecuteVerb, executePayloads, SubmitVerb, submitPayloads } from './actions';

/** An action of a card, as a template binds it. */
export type Button = Readonly<Record<string, unknown>>;

type Look = {
  readonly title: WordKey;
  readonly style?: 'positive' | 'destructive';
  /** `none`: what is typed on the card is not sent along. */
  readonly inputs?: 'none';
};

/** A button that is answered with a card. */
export function executeButton<V extends ExecuteVerb>(
  words: Words,
  verb: V,
  data: z.input<(typeof executePayloads)[V]>,
  look: Look,
): Button {
  return { type: 'Action.Execute', ...lookOf(words, look), verb, data };
}

/** A button that opens a dialog. */
export function dialogButton<V extends DialogVerb>(
  words: Words,
  verb: V,
  data: z.input<(typeof dialogPayloads)[V]>,
  look: Look,
): Button {
  return { type: 'Action.Submit', ...lookOf(words, look), data: { msteams: { type: 'task/fetch' }, verb, ...data } };
}

/** A button inside a dialog. */
export function submitButton<V extends SubmitVerb>(
  words: Words,
  verb: V,
  data: z.input<(typeof submitPayloads)[V]>,
  look: Look,
): Button {
  return { type: 'Action.Submit', ...lookOf(words, look), data: { verb, ...data } };
}

/** A button that opens a web address of ours. */
export function linkButton(words: Words, url: string, look: Look): Button {
  return { type: 'Action.OpenUrl', ...lookOf(words, look), url };
}

function lookOf(words: Words, { title, style, inputs }: Look): Button {
  return {
    title: words.plain(title),
    ...(style ? { style } : {}),
    ...(inputs ? { associatedInputs: inputs } : {}),
  };
}
