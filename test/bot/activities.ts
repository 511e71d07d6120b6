import { SERVICE_URL } from './tokenIssuer';

export const TENANT_ID = '6d1f3a8e-52a4-4b5e-9c1b-0f6f5e7d2c33';
export const ALEX = { objectId: '0aa9e0d4-3c52-4d0c-8f3d-6f0f4b7c5d21', teamsId: '29:alex', name: 'Alex Rivera' };
export const BOT = { id: '28:1c5f2d6e-0b63-4f0a-9a0e-6f4b8f6f1a11', name: 'SecretBot' };

let count = 0;

/** An activity as Teams sends it, from Alex in their personal chat; changes are laid over it. */
export function anActivity(changes: Record<string, unknown> = {}): Record<string, unknown> {
  count += 1;
  return {
    type: 'message',
    id: `${1_700_000_000_000 + count}`,
    timestamp: '2026-11-24T10:00:00.000Z',
    channelId: 'msteams',
    serviceUrl: SERVICE_URL,
    from: { id: ALEX.teamsId, name: ALEX.name, aadObjectId: ALEX.objectId },
    recipient: BOT,
    conversation: { id: 'a:alex', conversationType: 'personal', tenantId: TENANT_ID },
    channelData: { tenant: { id: TENANT_ID } },
    locale: 'en-GB',
    localTimezone: 'Europe/Berlin',
    text: 'help',
    ...changes,
  };
}
