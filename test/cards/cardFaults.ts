import { dialogPayloads, executePayloads, submitPayloads } from '../../src/cards/actions';
import { type Card, LARGEST_CARD_BYTES } from '../../src/cards/renderCard';
import { actionsOf, inputsOf, type Part, partsOf } from './cardParts';

/** What is wrong with a card, whatever it shows; nothing where it is fine. */
export function faultsOfCard(card: Card, where: 'chat' | 'dialog'): readonly string[] {
  const texts = partsOf(card).filter(({ type }) => type === 'TextBlock');
  return [
    ...(card['type'] === 'AdaptiveCard' && card['version'] === '1.5' ? [] : ['is no card of version 1.5']),
    ...(/\w/.test(String(card['fallbackText'])) ? [] : ['says nothing to older clients']),
    ...(Buffer.byteLength(JSON.stringify(card)) < LARGEST_CARD_BYTES ? [] : ['is too large']),
    ...(texts.every((text) => text['wrap'] === true && text['text'] !== '') ? [] : ['has a text that is cut or empty']),
    ...(inputsOf(card).every(({ id, label }) => id && label) ? [] : ['has an input without a label']),
    ...actionsOf(card).flatMap((action) => faultOfAction(action, where, card) ?? []),
  ];
}

/** What a button does wrong, as far as the table can tell. */
export function faultOfAction(action: Part, where: 'chat' | 'dialog', card: Card): string | undefined {
  const data = (action['data'] ?? {}) as Record<string, unknown>;
  const sent = { ...data, ...(action['associatedInputs'] === 'none' ? {} : inputValues(card)) };
  switch (action.type) {
    case 'Action.Execute':
      if (where === 'dialog') return 'dialogs take Action.Submit only';
      return misfit(executePayloads, action['verb'], sent);
    case 'Action.Submit': {
      const opens = JSON.stringify(data['msteams']) === '{"type":"task/fetch"}';
      if (opens === (where === 'dialog')) return 'only messages open dialogs, and only dialogs submit';
      return misfit(opens ? dialogPayloads : submitPayloads, data['verb'], sent);
    }
    case 'Action.OpenUrl':
      return String(action['url']).startsWith('https://') ? undefined : 'not https';
    default:
      return `unknown ${action.type}`;
  }
}

function misfit(
  table: Record<string, { safeParse(data: unknown): { success: boolean } }>,
  verb: unknown,
  sent: object,
) {
  const payload = table[String(verb)];
  if (!payload) return `unknown verb ${String(verb)}`;
  return payload.safeParse(sent).success ? undefined : `data does not fit ${String(verb)}: ${JSON.stringify(sent)}`;
}

function inputValues(card: Card): Record<string, unknown> {
  return Object.fromEntries(inputsOf(card).map((input) => [String(input['id']), input['value']]));
}
