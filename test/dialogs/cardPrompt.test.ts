import { DialogSet, type DialogState, DialogTurnStatus, WaterfallDialog } from 'botbuilder-dialogs';
import { CardPrompt, type Question } from '../../src/dialogs/cardPrompt';
import { dialogTurnOf, setDialogTurn, type WizardClick } from '../../src/dialogs/dialogTurn';
import type { WizardTurn } from '../../src/dialogs/wizardTurn';
import { aPerson } from '../support/memory/directoryBuilders';
import { Conversation } from './conversation';

interface Asked {
  readonly typed: string;
  readonly fault?: string;
}

/** Asks for a word of at least two letters. */
const word: Question<Asked> = {
  card: async (asked, nonce) => ({ ...asked, nonce }),
  receive: async (_asked, { inputs: { name = '' } }) =>
    name.length < 2 ? { again: { typed: name, fault: 'too short' } } : { done: { typed: name } },
};

/** A waterfall of two card prompts, one person, and the state between turns. */
class TwoWords {
  readonly state: DialogState = { dialogStack: [] };
  private readonly person = aPerson();
  private readonly conversation = new Conversation('a:two-words');
  private readonly dialogs: DialogSet;
  private nonces = 0;

  constructor() {
    this.dialogs = new DialogSet({
      get: async (context) => dialogTurnOf(context).dialogs,
      set: async () => undefined,
      delete: async () => undefined,
    });
    const ids = { id: () => `nonce ${++this.nonces}` };
    this.dialogs.add(new CardPrompt('first', word, ids)).add(new CardPrompt('second', word, ids));
    const waterfall = new WaterfallDialog('words', [
      (step) => step.beginDialog('first', { typed: '' }),
      (step) => step.beginDialog('second', { typed: `after ${step.result.typed}` }),
    ]);
    this.dialogs.add(waterfall);
  }

  begin() {
    return this.run(undefined, (dc) => dc.beginDialog('words'));
  }

  click(nonce: string, name: string, verb: WizardClick['verb'] = 'wizard/next') {
    return this.run({ verb, nonce, inputs: { name } }, (dc) => dc.continueDialog());
  }

  saySomething() {
    return this.run(undefined, (dc) => dc.continueDialog());
  }

  private run(
    click: WizardClick | undefined,
    step: (
      dc: Awaited<ReturnType<DialogSet['createContext']>>,
    ) => Promise<{ status: DialogTurnStatus; result?: unknown }>,
  ) {
    return this.conversation.turn(this.person, new Date('2026-11-24T09:00:00Z'), async (turn: WizardTurn) => {
      const claim = async () => undefined;
      const dialogTurn = { turn, dialogs: this.state, claim, ...(click && { click }) };
      setDialogTurn(turn.context, dialogTurn);
      const { status, result } = await step(await this.dialogs.createContext(turn.context));
      return { status, result, shown: dialogTurnOf(turn.context).shown };
    });
  }
}

describe('CardPrompt', () => {
  it('shows its card and waits', async () => {
    const words = new TwoWords();
    expect(await words.begin()).toMatchObject({
      status: DialogTurnStatus.waiting,
      shown: { typed: '', nonce: 'nonce 1' },
    });
  });

  it('moves the waterfall on when its card is clicked, although that is an invoke', async () => {
    const words = new TwoWords();
    await words.begin();
    expect((await words.click('nonce 1', 'pear')).shown).toEqual({ typed: 'after pear', nonce: 'nonce 2' });
    expect(await words.click('nonce 2', 'plum')).toMatchObject({
      status: DialogTurnStatus.complete,
      result: { typed: 'plum' },
    });
  });

  it('shows the same card again with what was typed and what is wrong with it', async () => {
    const words = new TwoWords();
    await words.begin();
    expect((await words.click('nonce 1', 'x')).shown).toEqual({ typed: 'x', fault: 'too short', nonce: 'nonce 2' });
  });

  it('answers a click on an older showing with the current card and changes nothing', async () => {
    const words = new TwoWords();
    await words.begin();
    await words.click('nonce 1', 'pear');
    const before = JSON.stringify(words.state);
    expect((await words.click('nonce 1', 'plum')).shown).toEqual({ typed: 'after pear', nonce: 'nonce 2' });
    expect(JSON.stringify(words.state)).toBe(before);
  });

  it('answers anything but a click with the current card', async () => {
    const words = new TwoWords();
    await words.begin();
    await words.click('nonce 1', 'x');
    expect((await words.saySomething()).shown).toEqual({ typed: 'x', fault: 'too short', nonce: 'nonce 2' });
  });

  it('ends everything on Cancel, whatever was typed', async () => {
    const words = new TwoWords();
    await words.begin();
    expect((await words.click('nonce 1', 'x', 'wizard/cancel')).status).toBe(DialogTurnStatus.cancelled);
    expect(words.state.dialogStack).toEqual([]);
  });

  it('does not cancel on a Cancel of an older showing', async () => {
    const words = new TwoWords();
    await words.begin();
    await words.click('nonce 1', 'pear');
    expect((await words.click('nonce 1', '', 'wizard/cancel')).shown).toEqual({
      typed: 'after pear',
      nonce: 'nonce 2',
    });
  });

  it('keeps its state as plain JSON, so that another process can go on', async () => {
    const words = new TwoWords();
    await words.begin();
    await words.click('nonce 1', 'x');
    const elsewhere = new TwoWords();
    Object.assign(elsewhere.state, JSON.parse(JSON.stringify(words.state)));
    expect((await elsewhere.click('nonce 2', 'pear')).shown).toMatchObject({ typed: 'after pear' });
  });
});
