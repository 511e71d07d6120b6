import { TENANT } from '../domain/support/domainWorld';
import { claims, type GateCase } from './gateCase';
import { APP_ID, SERVICE_URL } from './tokenIssuer';

const OTHER_TENANT = '7d1f3a8e-52a4-4b5e-9c1b-0f6f5e7d2c44';

/** A service URL with a token that names the same one: only the allow-list is left to refuse it. */
function at(url: string): Pick<GateCase, 'authorization' | 'activity'> {
  return { authorization: claims({ serviceurl: url }), activity: { serviceUrl: url } };
}

/** Where the activity says that it comes from. */
const addresses: readonly GateCase[] = [
  { fault: 'an activity without a service URL', status: 401, activity: { serviceUrl: undefined } },
  {
    fault: 'an activity with an empty one',
    status: 401,
    activity: { serviceUrl: '' },
    authorization: claims({ serviceurl: '' }),
  },
  { fault: 'an activity whose service URL is no text', status: 401, activity: { serviceUrl: [SERVICE_URL] } },
  { fault: 'an address of somebody else', status: 403, ...at('https://collector.example/') },
  { fault: 'an address without TLS', status: 403, ...at('http://smba.trafficmanager.net/emea/') },
  { fault: 'an address with a user', status: 403, ...at('https://x@smba.trafficmanager.net/emea/') },
  {
    fault: 'an address that is a user of another',
    status: 403,
    ...at('https://smba.trafficmanager.net@evil.example/'),
  },
  { fault: 'an address at another port', status: 403, ...at('https://smba.trafficmanager.net:8443/emea/') },
  { fault: 'an address further down', status: 403, ...at('https://smba.trafficmanager.net.evil.example/emea/') },
  { fault: 'an address that only ends alike', status: 403, ...at('https://evilsmba.trafficmanager.net/emea/') },
  { fault: 'an address that only ends like the other', status: 403, ...at('https://evilbotframework.com/') },
  { fault: 'an address in look-alike letters', status: 403, ...at('https://smbа.trafficmanager.net/emea/') },
  {
    fault: 'an address with a dot at the end of the name',
    status: 403,
    ...at('https://smba.trafficmanager.net./emea/'),
  },
  { fault: 'an address behind a backslash', status: 403, ...at('https://evil.example\\@smba.trafficmanager.net/') },
  { fault: 'an address of this machine', status: 403, ...at('https://127.0.0.1/') },
  { fault: 'no address at all', status: 403, ...at('smba.trafficmanager.net/emea/') },
  ...['emulator', 'directline', 'webchat', 'MSTEAMS', 'msteams ', '', undefined, ['msteams']].map(
    (channelId): GateCase => ({
      fault: `the channel ${JSON.stringify(channelId)}`,
      status: 403,
      activity: { channelId },
    }),
  ),
];

const chat = { id: 'a:alex', conversationType: 'personal' };

/** Whose tenant it is, and who acts there. */
const people: readonly GateCase[] = [
  { fault: 'no tenant', status: 403, activity: { conversation: chat, channelData: {} } },
  { fault: 'no tenant and no channel data', status: 403, activity: { conversation: chat, channelData: undefined } },
  {
    fault: 'another tenant',
    status: 403,
    activity: { conversation: { ...chat, tenantId: OTHER_TENANT }, channelData: {} },
  },
  {
    fault: 'another tenant in the channel data',
    status: 403,
    activity: { channelData: { tenant: { id: OTHER_TENANT } } },
  },
  {
    fault: 'another tenant in the conversation',
    status: 403,
    activity: { conversation: { ...chat, tenantId: OTHER_TENANT } },
  },
  { fault: 'a tenant that is no text', status: 403, activity: { conversation: { ...chat, tenantId: [TENANT] } } },
  { fault: 'an empty tenant', status: 403, activity: { channelData: { tenant: { id: '' } } } },
  { fault: 'no sender', status: 403, activity: { from: undefined } },
  {
    fault: 'a sender without an object id, as anonymous people of meetings',
    status: 403,
    sender: { aadObjectId: undefined, name: 'Anonymous' },
  },
  { fault: 'an object id that is no GUID', status: 403, sender: { aadObjectId: "' or 1 eq 1" } },
  {
    fault: 'an object id that is a list',
    status: 403,
    sender: { aadObjectId: [APP_ID] },
  },
  {
    fault: 'an object id with a line after it',
    status: 403,
    sender: { aadObjectId: `${APP_ID}\n` },
  },
  {
    fault: 'somebody of a federated organisation',
    status: 403,
    sender: { tenantId: OTHER_TENANT },
  },
  { fault: 'a bot', status: 403, sender: { id: `28:${APP_ID}` } },
  { fault: 'a sender who says to be a bot', status: 403, sender: { role: 'bot' } },
  { fault: 'a skill', status: 403, sender: { role: 'skill' } },
  { fault: 'a sender without an id', status: 403, sender: { id: undefined } },
  {
    fault: 'a sender whose id is without end',
    status: 403,
    sender: { id: `29:${'x'.repeat(600)}` },
  },
  { fault: 'no conversation', status: 403, activity: { conversation: { tenantId: TENANT } } },
  { fault: 'a conversation that is text', status: 403, activity: { conversation: 'a:alex' } },
  {
    fault: 'a conversation whose id is without end',
    status: 403,
    activity: { conversation: { ...chat, id: 'a'.repeat(600) } },
  },
  { fault: 'an activity whose id is no text', status: 403, activity: { id: { $gt: '' } } },
];

/** Every fault of an activity whose token is good. */
export const activityCases: readonly GateCase[] = [...addresses, ...people];
