/** What the manifest is filled with, by the name of its placeholder. */
type Values = Readonly<Record<string, string>>;

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const domain = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

interface Variable {
  readonly name: string;
  /** Read when `name` is not set, in this order. */
  readonly otherwise: readonly string[];
  /** Set when another variable stands in for it, whose own absence is the fault to name. */
  readonly optional?: true;
  readonly fits: (value: string) => boolean;
  readonly meaning: string;
  readonly example: string;
}

const variables: readonly Variable[] = [
  {
    name: 'BOT_ID',
    otherwise: ['MicrosoftAppId'],
    fits: (value) => guid.test(value),
    meaning: "the Application (client) ID of the bot's registration",
    example: '00000000-0000-0000-0000-000000000000',
  },
  {
    name: 'TEAMS_APP_ID',
    otherwise: ['BOT_ID', 'MicrosoftAppId'],
    optional: true,
    fits: (value) => guid.test(value),
    meaning: 'the id of the app in Teams; any GUID that stays the same, the bot id unless set',
    example: '00000000-0000-0000-0000-000000000000',
  },
  {
    name: 'BOT_DOMAIN',
    otherwise: [],
    fits: (value) => domain.test(value),
    meaning: 'the domain with the pages about the bot (/, /privacy and /terms), without https://',
    example: 'secretbot.contoso.com',
  },
  {
    name: 'PUBLISHER_NAME',
    otherwise: ['BOT_DOMAIN'],
    optional: true,
    fits: (value) => value.length <= 32 && !/["\\]/.test(value),
    meaning: 'who publishes the app, at most 32 characters; the domain unless set',
    example: 'Contoso IT',
  },
];

/** Thrown with everything that is wrong, one line each. */
export class FillError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'FillError';
  }
}

/**
 * Replaces every `${{NAME}}` of the manifest by the environment's value.
 *
 * @throws FillError naming every variable that is missing or wrong, and every placeholder that nothing fills
 */
export function fillManifest(template: string, env: Readonly<Record<string, string | undefined>>): string {
  const faults: string[] = [];
  const values: Record<string, string> = {};
  for (const { name, otherwise, fits, optional, meaning, example } of variables) {
    const value = [name, ...otherwise].map((one) => env[one]?.trim()).find(Boolean);
    if (value && fits(value)) values[name] = value;
    else if (value) faults.push(`${name} is wrong: ${meaning} (such as ${example})`);
    else if (!optional) faults.push(`${name} is missing: ${meaning} (such as ${example})`);
  }
  if (faults.length > 0) throw new FillError(faults);
  return filled(template, values);
}

function filled(template: string, values: Values): string {
  const unknown = new Set<string>();
  const text = template.replace(/\$\{\{(\w+)\}\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) unknown.add(`nothing fills ${placeholder} in the manifest`);
    return value ?? placeholder;
  });
  if (unknown.size > 0) throw new FillError([...unknown]);
  return text;
}
