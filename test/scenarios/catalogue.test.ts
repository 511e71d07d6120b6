import type { AsPerson } from '../support/asPerson';
import { readingOf } from '../support/asPerson';
import { buttonsOf, textOf } from '../support/cardText';
import { scenario } from '../support/scenario';

/** The reference on the newest card about a secret. */
async function referenceOf(person: AsPerson, name: string): Promise<string> {
  const created = await person.sees('Created', name);
  const reference = readingOf(created).match(/sb-[0-9A-Z]{8}/)?.[0];
  if (!reference) throw new Error(`no reference on ${readingOf(created)}`);
  return reference;
}

describe('listing, showing and deleting', () => {
  const world = scenario();

  it('lists what is mine, in a channel so that only I see it', async () => {
    await world.personal('alex').create({ application: 'Build Pipeline', name: 'In my list', vault: true });
    const alex = world.inChannel('alex');
    await alex.say('list');
    const list = await alex.sees('Your secrets', 'In my list', 'Build Pipeline');
    expect(list.targeted).toBe(true);
    await world.personal('lee').say('list');
    await world.personal('lee').sees("You don't have any secrets yet");
  });

  it('shows a secret by its reference however it is typed, and by its name', async () => {
    const alex = world.personal('alex');
    const reference = await referenceOf(alex, 'In my list');
    for (const typed of [reference, reference.toLowerCase(), reference.slice(3), ` ${reference} `, 'in my list']) {
      const before = alex.messages().map(({ id }) => id);
      await alex.say(`show ${typed}`);
      const shown = await alex.sees('In my list', 'Key ID', 'History');
      expect(before).not.toContain(shown.id);
    }
  });

  it('does not tell somebody whom it does not concern that a secret exists', async () => {
    const alex = world.personal('alex');
    const reference = await referenceOf(alex, 'In my list');
    const lee = world.personal('lee');
    await lee.say(`show ${reference}`);
    const refused = await lee.sees('I found no such secret', reference);
    await lee.say('show sb-00000000');
    const unknown = await lee.sees('I found no such secret', 'sb-00000000');
    expect(readingOf(refused).replaceAll(reference, '')).toBe(readingOf(unknown).replaceAll('sb-00000000', ''));
    await lee.say(`delete ${reference}`);
    await lee.sees('I found no such secret', reference);
    expect(world.credentialsOn('Build Pipeline')).toHaveLength(1);
  });

  it('shows colleagues of a shared secret its name, application and owner, and nothing more', async () => {
    const alex = world.personal('alex');
    await alex.create({ application: 'Status Page', name: 'Open to colleagues', vault: true, share: true });
    const lee = world.personal('lee');
    await lee.say('list shared');
    const list = await lee.sees('Open to colleagues', 'Status Page', 'Alex Rivera');
    expect(readingOf(list)).not.toContain('In my list');
    await lee.say(`show ${await referenceOf(alex, 'Open to colleagues')}`);
    const shown = await lee.sees('Open to colleagues', 'You see no more of it than this');
    expect(readingOf(shown)).not.toContain('Key ID');
  });

  it('deletes after the typed name where deleting breaks something: the credential and the vault copy', async () => {
    const alex = world.personal('alex');
    await alex.create({
      application: 'Warehouse Sync',
      name: 'To be deleted',
      location: 'prod',
      vault: true,
      owner: 'megan',
    });
    const reference = await referenceOf(alex, 'To be deleted');
    expect(world.vaulted('prod')).toContain(reference.toLowerCase());

    await alex.say(`delete ${reference}`);
    const question = await alex.sees('Delete To be deleted?', 'To confirm, type its name');
    const refused = await alex.press(question, 'Delete', { typedName: 'Something else' });
    expect(textOf(refused)).toContain('That is not the name');
    await alex.press(question, 'Delete', { typedName: 'To be deleted' });

    await alex.sees('To be deleted is deleted');
    expect(world.credentialsOn('Warehouse Sync').filter((name) => name.startsWith('To be deleted'))).toEqual([]);
    expect(world.vaulted('prod')).not.toContain(reference.toLowerCase());
    await world.personal('megan').sees('A secret was deleted', 'To be deleted');
    await alex.say(`delete ${reference}`);
    await alex.sees(reference);
  });

  it('keeps a secret when the person thinks better of it', async () => {
    const alex = world.personal('alex');
    await alex.say('delete In my list');
    const question = await alex.sees('Delete In my list?');
    await alex.press(question, 'Keep it');
    expect(world.credentialsOn('Build Pipeline')).toHaveLength(1);
  });

  it('lists credentials made elsewhere and deletes one only after its name was typed', async () => {
    const alex = world.personal('alex');
    await alex.create({ application: 'Payroll API', name: 'Beside Terraform', vault: true });
    await alex.say('list app Payroll API');
    const list = await alex.sees('Secrets of Payroll API', 'Terraform', 'Not made by SecretBot', 'Beside Terraform');
    const ask = list.cards.flatMap(buttonsOf).indexOf('Delete');
    expect(ask).toBeGreaterThanOrEqual(0);
    const credential = world.sandbox.world
      .application('Payroll API')
      .credentials.find((one) => one.displayName === 'Terraform');
    await world.sandbox.teams.simulator.click('alex', list.id, { verb: 'credential/ask' }, {});
    const question = await alex.sees('Delete Terraform?', 'not made by SecretBot');
    await alex.press(question, 'Delete', { typedName: 'Terraform' });
    await alex.sees('Terraform is deleted');
    expect(credential?.removedAt).toBeDefined();
    expect(world.credentialsOn('Payroll API').every((name) => name.startsWith('Beside Terraform'))).toBe(true);
  });

  it('lets an administrator list everything, and nobody else', async () => {
    const nora = world.personal('nora');
    await nora.say('list all');
    await nora.sees('All secrets', 'In my list', 'Beside Terraform');
    const lee = world.personal('lee');
    await lee.say('list all');
    await lee.sees('Only administrators');
  });

  it('pages through a long list, ten at a time', async () => {
    const megan = world.personal('megan');
    for (let number = 1; number <= 11; number += 1) {
      await megan.create({
        application: 'HR Onboarding',
        name: `Page ${String(number).padStart(2, '0')}`,
        vault: true,
      });
    }
    await megan.say('list app HR Onboarding');
    const first = await megan.sees('Secrets of HR Onboarding', 'Next page');
    const second = await megan.press(first, 'Next page');
    const both = readingOf(first) + textOf(second);
    for (let number = 1; number <= 11; number += 1) expect(both).toContain(`Page ${String(number).padStart(2, '0')}`);
  }, 120_000);
});
