import { readFileSync } from 'node:fs';
import type { JournalEntry } from '../../sandbox/world/journal';
import { holds } from '../support/disguises';
import { OtlpReceiver } from '../support/otlpReceiver';
import { scenario } from '../support/scenario';
import { grant, sharedSecret } from '../support/sharedSecret';

const NAME = 'Watched nightly import';
const DESCRIPTION = 'described-as-nobody-else';
const PASSWORD = 'collector-password-CANARY';

/** A line of the bot's log. */
interface Line {
  readonly msg: string;
  readonly turnId?: string;
  readonly sweepId?: string;
  readonly what?: string;
  readonly outcome?: string;
  readonly clickId?: string;
}

describe('what is told of what the bot does', () => {
  let receiver: OtlpReceiver;
  beforeAll(async () => {
    receiver = await OtlpReceiver.start();
  });
  afterAll(() => receiver.stop());

  const world = scenario({
    // Each process counts for itself.
    replicas: 1,
    get botSettings() {
      return {
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        OTEL_EXPORTER_OTLP_HEADERS: `x-collector-key=${PASSWORD}`,
        OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=sandbox',
      };
    },
  });

  /** Everything that names or selects something, or that only one person may have: the world's, and what came up. */
  const forbidden = new Map<string, string>();
  const log = () => readFileSync(world.sandbox.logFile, 'utf8');
  const lines = () =>
    log()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
  const metrics = async () => (await fetch(`${world.sandbox.bot.url}/metrics`)).text();
  const found = (text: string) => [...forbidden].filter(([one]) => holds(text, one)).map(([, what]) => what);

  beforeAll(() => {
    const { people, applications, tenant, bot, vaults, groups, secretMarker, serviceUrl } = world.sandbox.world;
    const note = (what: string, ...all: readonly (string | undefined)[]) => {
      for (const one of all) if (one !== undefined && one.length > 3) forbidden.set(one, what);
    };
    for (const { objectId, teamsId, displayName, userPrincipalName, mail } of people) {
      note('a person', objectId, teamsId, displayName, userPrincipalName, mail);
    }
    for (const { objectId, appId, displayName, credentials } of applications) {
      note('an application', objectId, appId, displayName);
      for (const one of credentials) note('a credential', one.keyId, one.displayName ?? undefined);
    }
    note('the tenant', tenant.id, tenant.domain);
    note('the bot', bot.appId, bot.servicePrincipalId, bot.password);
    note('a group', ...groups.map(({ id }) => id));
    note('a vault', ...vaults.map(({ host }) => host));
    note('an address', serviceUrl, 'https://', 'http://');
    note('a value', secretMarker);
    note('a description', NAME, DESCRIPTION, PASSWORD);
    world.sandbox.world.journal.observe(({ requestBody, responseBody }: JournalEntry) => {
      const text = JSON.stringify([requestBody, responseBody]);
      note('a ticket key', ...[...text.matchAll(/"key":"([\w-]{43})"/g)].map(([, key]) => key));
      note('a reference', ...[...text.matchAll(/\bsb-[0-9A-Z]{8}\b/g)].map(([reference]) => reference));
      note('a key id', ...[...text.matchAll(/"keyId":"([\w-]{36})"/g)].map(([, id]) => id));
    });
  });

  it('counts what people do, in words of closed lists', async () => {
    const [alex, lee] = [world.personal('alex'), world.personal('lee')];
    const reference = await sharedSecret(world, { name: NAME, description: DESCRIPTION });
    forbidden.set(reference, 'a reference');
    const carrier = await grant(world, { holder: lee, approver: 'megan', reference, name: NAME });
    await lee.reveal(carrier);
    await alex.reveal(await alex.create({ application: 'Build Pipeline', name: `${NAME} 1` }));
    await alex.say(`show ${reference}`);
    await lee.say('show sb-00000000');
    await lee.sees('sb-00000000');
    world.sandbox.world.faults.switchOn({ service: 'keyVault', fault: { kind: 'status', status: 403 } }, 'closed');
    const wizard = await alex.fillIn({ application: 'Build Pipeline', name: `${NAME} 2`, vault: true });
    await alex.press(wizard, 'Submit');
    await world.passUntil(() => alex.seesOutcome(`${NAME} 2`, 800));
    world.sandbox.world.faults.switchOff('closed');

    const page = await metrics();
    const count = (name: string, labels: string) =>
      Number(new RegExp(`^secretbot_${name}\\{${labels}\\} (\\d+)$`, 'm').exec(page)?.[1] ?? 0);
    const counted = [
      ['events_total', 'action="create.done",reason="create"'],
      ['events_total', 'action="create.undone",reason="vault_failed"'],
      ['events_total', 'action="request.approved",reason="final"'],
      ['events_total', 'action="reveal.shown",reason="grant"'],
      ['turns_total', 'kind="message",what="request",outcome="answered"'],
      ['turns_total', 'kind="message",what="show",outcome="refused"'],
      ['turns_total', 'kind="submit",what="carrier/show",outcome="answered"'],
      ['refusals_total', 'code="not_found",reason="secret"'],
      ['outside_calls_total', 'service="graph",operation="POST /applications/…/addPassword",result="ok"'],
      ['outside_calls_total', 'service="vault",operation="PUT /secrets",result="refused"'],
      ['outside_calls_total', 'service="entra",operation="token",result="ok"'],
      ['sweeps_total', 'outcome="done"'],
    ] as const;
    expect(counted.filter(([name, labels]) => count(name, labels) === 0)).toEqual([]);
    expect(page).toMatch(/^secretbot_secrets\{expires="90_days"\} 2$/m);
    expect(found(page)).toEqual([]);
  });

  it('joins the lines of a turn by its id, with those of the work after it, and names the click of the audit', () => {
    const all = lines();
    const turns = all.filter(({ msg }) => msg === 'turn');
    expect(turns.length).toBeGreaterThan(10);
    expect(turns.every(({ turnId, clickId }) => /^[0-9a-f]{16}$/.test(turnId ?? '') && clickId !== undefined)).toBe(
      true,
    );
    expect(new Set(turns.map(({ turnId }) => turnId)).size).toBe(turns.length);
    const submit = turns.find(
      ({ turnId, what }) =>
        what === 'wizard/submit' && all.some((line) => line.msg === 'key_vault_failed' && line.turnId === turnId),
    );
    expect(submit).toMatchObject({ outcome: 'answered' });
    const failures = all.filter(({ msg }) => msg === 'key_vault_failed');
    expect(failures.filter(({ turnId, sweepId }) => (turnId ?? sweepId) === undefined)).toEqual([]);
  });

  it('sends spans where the standard variables say, and nothing in them names, selects or opens anything', async () => {
    await world.sandbox.bot.stop();
    const { text, requests } = receiver;
    expect(new Set(requests)).toEqual(new Set([`/v1/traces application/x-protobuf ${PASSWORD}`]));
    const spans = [
      'turn message',
      'turn click',
      'turn submit',
      'graph POST /applications/…/addPassword',
      'vault PUT /secrets',
      'teams POST v3/conversations/{conversationId}/activities',
      'transaction',
      'work tell',
      'sweep',
      'deployment.environment.name',
      'carrier/show',
    ];
    expect(spans.filter((one) => !text.includes(one))).toEqual([]);
    const kinds = new Set(forbidden.values());
    expect([...kinds]).toEqual(
      expect.arrayContaining(['a value', 'a ticket key', 'a reference', 'a key id', 'a person']),
    );
    expect(found(text)).toEqual([]);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i);
  });

  it("keeps the collector's password to itself", () => {
    expect(holds(log(), PASSWORD)).toBe(false);
  });
});
