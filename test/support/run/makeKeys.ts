import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { SIGNING_KEYS } from '../../../sandbox/world/signingKeys';

/** Who signs in the tests: the sandbox's two issuers, those of the bot's own tests, and somebody whom nobody trusts. */
const NAMES = ['entra', 'channel', 'teams', 'other', 'bare', 'stranger'];

/** Before the first test: makes the RSA keys of the whole run, which every process of it inherits. Nothing keeps them. */
export default async function makeKeys(): Promise<void> {
  const generate = promisify(generateKeyPair);
  const pairs = await Promise.all(NAMES.map(() => generate('rsa', { modulusLength: 2048 })));
  const entries = pairs.map(({ privateKey }, index) => [
    NAMES[index],
    privateKey.export({ type: 'pkcs8', format: 'pem' }),
  ]);
  process.env[SIGNING_KEYS] = JSON.stringify(Object.fromEntries(entries));
}
