import type { Activity } from 'botbuilder';
import type { Actor } from '../domain/actor';
import type { Origin } from '../domain/notices/recipient';
import { clip } from '../messages/escapeMarkdown';

/** Entra's own limit of a display name. */
const LONGEST_NAME = 256;
/** How many locales and zones that people sent are remembered; there are about 600 of each. */
const MOST_SPELLINGS = 1_000;

/** Who acts, from an activity that passed the gate; never from card data. */
export function actorOf(activity: Activity): Actor {
  return {
    tenantId: String(activity.conversation.tenantId ?? activity.channelData?.tenant?.id).toLowerCase(),
    objectId: String(activity.from.aadObjectId).toLowerCase(),
    displayName: typeof activity.from.name === 'string' ? clip(activity.from.name.slice(0, 1_000), LONGEST_NAME) : '',
    ...clickIdOf(activity),
  };
}

/** The activity's id. Ids are kept for good, so only what looks like one is taken for one. */
export function clickIdOf({ id }: { readonly id?: unknown }): { readonly clickId?: string } {
  return typeof id === 'string' && /^[!-~]{1,200}$/.test(id) ? { clickId: id } : {};
}

/** Where the person is, from an activity that passed the gate. `known` fills in what this activity does not say. */
export function originOf(activity: Activity, known?: Pick<Origin, 'locale' | 'timeZone'>): Origin {
  return {
    kind: kindOf(activity),
    conversationId: activity.conversation.id,
    serviceUrl: activity.serviceUrl,
    personId: actorOf(activity).objectId,
    teamsId: activity.from.id,
    locale: localeOf(activity) ?? known?.locale ?? 'en-US',
    timeZone: timeZoneOf(activity) ?? known?.timeZone ?? 'UTC',
  };
}

/** Tells whether the activity itself says language and time zone. */
export function saysLocalTime(activity: Activity): boolean {
  return localeOf(activity) !== undefined && timeZoneOf(activity) !== undefined;
}

/** What is not known to be a personal chat is answered as if others were there. */
function kindOf(activity: Activity): Origin['kind'] {
  const { conversationType } = activity.conversation;
  if (conversationType === 'personal' || conversationType === 'channel') return conversationType;
  return 'groupChat';
}

function localeOf(activity: Activity): string | undefined {
  const candidates = [activity.locale, clientInfo(activity)?.locale];
  return candidates.find((locale): locale is string => typeof locale === 'string' && isLocale(locale));
}

function timeZoneOf(activity: Activity): string | undefined {
  const candidates = [activity.localTimezone, clientInfo(activity)?.timezone];
  return candidates.map(zoneNamed).find((zone) => zone !== undefined);
}

function clientInfo(activity: Activity): { locale?: unknown; timezone?: unknown } | undefined {
  if (!Array.isArray(activity.entities)) return undefined;
  return activity.entities.find((entity) => entity?.type === 'clientInfo') as { locale?: unknown; timezone?: unknown };
}

/** Locales that were sent and are some. */
const locales = new Set<string>();

function isLocale(locale: string): boolean {
  if (locales.has(locale)) return true;
  try {
    if (locale.length > 35 || Intl.getCanonicalLocales(locale).length !== 1) return false;
  } catch {
    return false;
  }
  if (locales.size >= MOST_SPELLINGS) locales.clear();
  locales.add(locale);
  return true;
}

/** Zones that were sent, by the spelling that was used. Making a formatter to find out costs more than most of a turn. */
const zones = new Map<string, string>();
/** The zone under its one canonical name: what is remembered by zone stays small, whatever spelling is sent. */
function zoneNamed(name: unknown): string | undefined {
  if (typeof name !== 'string' || name === '' || name.length > 64) return undefined;
  const known = zones.get(name);
  if (known !== undefined) return known;
  try {
    const zone = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    if (zones.size >= MOST_SPELLINGS) zones.clear();
    zones.set(name, zone);
    return zone;
  } catch {
    return undefined;
  }
}
