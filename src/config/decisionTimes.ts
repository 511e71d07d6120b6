import * as z from 'zod';
import type { ApprovalTimes } from '../domain/sharing/approvalTimes';

const LONGEST_HOURS = 720;

const hours = (byDefault: number) => {
  const advice = `must be a whole number of hours from 1 to ${LONGEST_HOURS}`;
  return z
    .string()
    .regex(/^\d{1,3}$/, advice)
    .transform(Number)
    .refine((value) => value >= 1 && value <= LONGEST_HOURS, advice)
    .default(byDefault);
};

/** The settings of what happens while nobody decides, one line each. */
export const decisionTimeSettings = {
  SECRETBOT_REMIND_AFTER_HOURS: hours(4),
  SECRETBOT_ESCALATE_AFTER_HOURS: hours(8),
  SECRETBOT_DECIDE_WITHIN_HOURS: hours(48),
};

const together = z.object(decisionTimeSettings);

/** Makes the times of settings that `decisionTimeFaults` finds nothing wrong with. */
export function decisionTimesOf(values: z.output<typeof together>): ApprovalTimes {
  return Object.freeze({
    remindAfterHours: values.SECRETBOT_REMIND_AFTER_HOURS,
    escalateAfterHours: values.SECRETBOT_ESCALATE_AFTER_HOURS,
    decideWithinHours: values.SECRETBOT_DECIDE_WITHIN_HOURS,
  });
}

/** What single settings cannot tell: each step comes after the one before, defaults counted in. */
export function decisionTimeFaults(given: Readonly<Record<string, string>>): readonly string[] {
  const parsed = together.safeParse(given);
  if (!parsed.success) return [];
  const steps = Object.keys(decisionTimeSettings) as (keyof typeof decisionTimeSettings)[];
  return steps.slice(1).flatMap((later, index) => {
    const earlier = steps[index];
    if (!earlier || parsed.data[earlier] < parsed.data[later]) return [];
    return [`${earlier} (${parsed.data[earlier]}) must be less than ${later} (${parsed.data[later]})`];
  });
}
