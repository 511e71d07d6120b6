import * as z from 'zod';
import type { Location } from '../domain/vaulting/location';

const guid = z.guid('must be an object ID, a GUID').transform((text) => text.toLowerCase());

const VAULT_NAME = /^https:\/\/[a-z0-9-]{3,24}$/;

const locationIn = (vaultSuffix: string) =>
  z.strictObject({
    id: z.string().regex(/^[a-z0-9-]{1,32}$/, 'must be 1 to 32 small letters, digits or hyphens'),
    name: z.string().trim().min(1, 'must not be empty').max(64, 'must have 64 characters at most'),
    vaultUrl: z
      .string()
      .transform((text) => text.toLowerCase().replace(/\/$/, ''))
      // The value and the bot's token go there and nowhere else.
      .refine(
        (text) => text.endsWith(vaultSuffix) && VAULT_NAME.test(text.slice(0, -vaultSuffix.length)),
        `must be the address of a Key Vault, https://<name>${vaultSuffix}`,
      ),
    maxLifetimeDays: z.int().min(1).max(3650).nullish(),
    approvers: z.array(guid).nullish(),
    approvals: z.int().min(1).max(10).nullish(),
    usersGroupId: guid.nullish(),
    allowGuests: z.boolean().nullish(),
    maxGrantHours: z.int().min(1).max(720).nullish(),
  });

/**
 * Reads the operator's list of locations.
 *
 * @param vaultSuffix what every Key Vault's host ends in: `.vault.azure.net`, or that of a national cloud.
 * @returns every fault, each with where it is; no locations when there is one.
 */
export function parseLocations(
  json: string,
  vaultSuffix: string,
): { locations: readonly Location[]; faults: readonly string[] } {
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch {
    return { locations: [], faults: ['this is not JSON'] };
  }
  const parsed = z.array(locationIn(vaultSuffix)).min(1, 'it must list one location at least').safeParse(content);
  if (!parsed.success) return { locations: [], faults: parsed.error.issues.map(sentenceOf) };
  const locations = parsed.data.map(locationOf);
  const faults = [
    ...repeated(locations.map((one) => one.id)).map((id) => `two locations have the id ${id}`),
    ...repeated(locations.map((one) => one.name.toLowerCase())).map((name) => `two locations have the name ${name}`),
    ...locations.filter(lacksApprovers).map((one) => `${one.id}: approvals is more than there are approvers`),
  ];
  return faults.length > 0 ? { locations: [], faults } : { locations, faults };
}

function locationOf(entry: z.output<ReturnType<typeof locationIn>>): Location {
  return Object.freeze({
    id: entry.id,
    name: entry.name,
    vaultUrl: entry.vaultUrl,
    ...(entry.maxLifetimeDays && { maxLifetimeDays: entry.maxLifetimeDays }),
    approvers: Object.freeze([...new Set(entry.approvers ?? [])]),
    approvals: entry.approvals ?? 1,
    ...(entry.usersGroupId && { usersGroupId: entry.usersGroupId }),
    allowGuests: entry.allowGuests ?? false,
    maxGrantHours: entry.maxGrantHours ?? 24,
  });
}

/** A list without approvers is allowed: then only owners decide. */
function lacksApprovers(one: Location): boolean {
  return one.approvers.length > 0 && one.approvals > one.approvers.length;
}

function repeated(texts: readonly string[]): string[] {
  return [...new Set(texts.filter((text, index) => texts.indexOf(text) !== index))];
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  const [index, ...field] = issue.path;
  const where =
    index === undefined ? '' : `location ${Number(index) + 1}${field.length > 0 ? `, ${field.join('.')}` : ''}: `;
  return `${where}${issue.message}`;
}
