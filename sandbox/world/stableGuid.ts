import { createHash } from 'node:crypto';

/** A GUID that is always the same for the same name, so that tests and pictures of the sandbox do not change between runs. */
export function stableGuid(name: string): string {
  const hex = createHash('sha256').update(`secretbot sandbox ${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
