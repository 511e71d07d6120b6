import { limitTable } from '../../src/domain/limits/limitTable';
import { scenario } from '../support/scenario';

// Each process counts for itself.
const here = scenario({ replicas: 1 });

/** What a person sees as answers in this place. */
const count = (who: ReturnType<typeof here.personal>, words: string) => who.countOf(words);

it('a person who guesses fifty references is slowed; administrators are told; others go on', async () => {
  const [lee, megan, nora] = [here.personal('lee'), here.personal('megan'), here.personal('nora')];
  await nora.say('help');
  for (let guess = 0; guess < 50; guess += 1) await lee.say(`show sb-00000${String(guess).padStart(3, '0')}`);
  await lee.sees('Nothing was found many times', 'Please wait');
  expect(count(lee, 'Nothing was found many times')).toBe(39);
  await nora.sees('Somebody may be guessing', 'Lee');
  await megan.say('show sb-00000001');
  await megan.sees('sb-00000001');
  expect(count(megan, 'Nothing was found many times')).toBe(0);

  await here.sandbox.world.clock.skip(31_000);
  await lee.say('show sb-00000099');
  await lee.sees('sb-00000099');
  await lee.say('show sb-00000099');
  await lee.sees('Nothing was found many times');
  expect(count(lee, 'Nothing was found many times')).toBe(40);
  expect(count(nora, 'Somebody may be guessing')).toBe(1);
}, 120_000);

it('a burst of reveals is stopped before the vault is asked, and takes no ticket', async () => {
  const alex = here.personal('alex');
  const carrier = await alex.create({ application: 'Payroll API', name: 'burst', vault: true });
  let open = await alex.openDialog(carrier, 'Reveal');
  for (let click = 0; click < limitTable.reveal.most; click += 1) open = await alex.openDialog(carrier, 'Reveal');
  if (open.kind !== 'dialog') throw new Error('no dialog');
  expect(JSON.stringify(open.dialog.card)).toContain('That was a lot at once');
  const asked: string[] = [];
  const stopListening = here.sandbox.world.journal.observe(({ host }) => asked.push(host));
  await alex.pressInDialog(open.dialog, 'Try again');
  stopListening();
  expect(asked.filter((host) => host.includes('vault'))).toEqual([]);
  await here.sandbox.world.clock.skip(limitTable.reveal.windowSeconds * 1000);
  expect((await alex.reveal(carrier)).value).not.toBe('');
}, 120_000);
