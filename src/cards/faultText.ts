import type { Fault, FaultRule, FieldName } from '../domain/errors';
import type { Params, WordKey, Words } from '../messages/catalogue';
import type { Markdown } from '../messages/escapeMarkdown';
import { hoursText } from './hoursText';

type Parameter = 'max' | 'first' | 'last' | 'name' | 'longest';
interface Sentence {
  readonly key: WordKey;
  readonly needs?: Parameter;
}

/** The sentence for each pair of field and rule that occurs. */
const particular: Partial<Record<`${FieldName}.${FaultRule}`, Sentence>> = {
  'application.required': { key: 'fault.application.required' },
  'application.unknown': { key: 'fault.application.unknown' },
  'application.not_yours': { key: 'fault.application.unknown' },
  'name.required': { key: 'fault.name.required' },
  'name.too_long': { key: 'fault.name.tooLong', needs: 'max' },
  'name.taken': { key: 'fault.name.taken', needs: 'name' },
  'description.required': { key: 'fault.description.required' },
  'description.too_long': { key: 'fault.description.tooLong', needs: 'max' },
  'expiration.required': { key: 'fault.expiration.required' },
  'expiration.not_a_date': { key: 'fault.expiration.notADate' },
  'expiration.too_soon': { key: 'fault.expiration.tooSoon', needs: 'first' },
  'expiration.beyond_policy': { key: 'fault.expiration.beyondPolicy', needs: 'last' },
  'expiration.beyond_location': { key: 'fault.expiration.beyondLocation', needs: 'last' },
  'expiration.beyond_longest': { key: 'fault.expiration.beyondLongest', needs: 'last' },
  'location.required': { key: 'fault.location.required' },
  'location.unknown': { key: 'fault.location.unknown' },
  'location.not_allowed_here': { key: 'fault.location.notAllowedHere' },
  'share.needs_vaulting': { key: 'fault.share.needsVaulting' },
  'owner.required': { key: 'fault.owner.required' },
  'owner.unknown': { key: 'fault.owner.unknown' },
  'owner.not_a_member': { key: 'fault.owner.notAMember' },
  'owner.disabled': { key: 'fault.owner.disabled' },
  'owner.not_allowed_here': { key: 'fault.owner.notAllowedHere' },
  'preApprove.needs_vaulting': { key: 'fault.preApprove.needsVaulting' },
  'share.not_shared': { key: 'fault.share.notShared' },
  'hours.required': { key: 'fault.hours.required' },
  'hours.not_a_duration': { key: 'fault.hours.notADuration' },
  'hours.too_many_hours': { key: 'fault.hours.tooMany', needs: 'longest' },
  'reason.required': { key: 'fault.reason.required' },
  'reason.too_long': { key: 'fault.reason.tooLong', needs: 'max' },
  'typedName.required': { key: 'fault.typedName.required' },
  'typedName.does_not_match': { key: 'fault.typedName.doesNotMatch' },
};

/** For a pair without a sentence of its own, or one whose sentence lacks what it needs. */
const general: Record<FaultRule, WordKey> = {
  required: 'fault.any.required',
  too_long: 'fault.any.tooLong',
  unknown: 'fault.any.unknown',
  not_yours: 'fault.any.notYours',
  taken: 'fault.any.taken',
  not_a_date: 'fault.any.notADate',
  too_soon: 'fault.any.tooSoon',
  beyond_policy: 'fault.any.beyond',
  beyond_location: 'fault.any.beyond',
  beyond_longest: 'fault.any.beyond',
  needs_vaulting: 'fault.any.needsVaulting',
  not_a_member: 'fault.any.notAMember',
  disabled: 'fault.any.disabled',
  not_allowed_here: 'fault.any.notAllowedHere',
  does_not_match: 'fault.any.doesNotMatch',
  too_many_hours: 'fault.any.tooMany',
  not_a_duration: 'fault.any.notADuration',
  not_shared: 'fault.any.notShared',
};

/** A line to be drawn under a field; a template binds the field's list, which is empty where nothing is wrong. */
export interface FaultLine {
  readonly text: Markdown;
}

/** The sentences of every field. */
export function faultLines(faults: readonly Fault[], words: Words): Readonly<Record<FieldName, readonly FaultLine[]>> {
  const of = (field: FieldName) =>
    faults.filter((fault) => fault.field === field).map((fault) => ({ text: textOf(fault, words) }));
  return {
    application: of('application'),
    name: of('name'),
    description: of('description'),
    expiration: of('expiration'),
    location: of('location'),
    vault: of('vault'),
    share: of('share'),
    owner: of('owner'),
    preApprove: of('preApprove'),
    hours: of('hours'),
    reason: of('reason'),
    typedName: of('typedName'),
  };
}

/** For the foot of a long card: that something above needs another look. */
export function faultSummary(faults: readonly Fault[], words: Words): readonly FaultLine[] {
  return faults.length === 0 ? [] : [{ text: words.text('fault.summary', { count: faults.length }) }];
}

/** The one sentence about a fault, before it is said. */
export function faultPhrase(fault: Fault, words: Words): { readonly key: WordKey; readonly params: Params } {
  const params = readable(fault, words);
  const own = particular[`${fault.field}.${fault.rule}`];
  const fits = own && (own.needs === undefined || own.needs in params);
  return { key: fits ? own.key : general[fault.rule], params };
}

function textOf(fault: Fault, words: Words): Markdown {
  const { key, params } = faultPhrase(fault, words);
  return words.text(key, params);
}

/** Days come as `YYYY-MM-DD`: a day of the calendar, so no zone must move it. The longest time comes in hours. */
function readable({ rule, params = {} }: Fault, words: Words): Params {
  const days = Object.entries(params).map(([name, value]) => [name, readableDay(name, value, words)] as const);
  const { max } = params;
  const longest = rule === 'too_many_hours' && typeof max === 'number' ? { longest: hoursText(max, words) } : {};
  return { ...Object.fromEntries(days), ...longest };
}

function readableDay(name: string, value: string | number, words: Words): string | number {
  if (name !== 'first' && name !== 'last') return value;
  return words.date(dayDate(String(value)), 'UTC');
}

/** Noon in UTC of a day `YYYY-MM-DD`, for saying it with the zone UTC. */
export function dayDate(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}
