import * as z from 'zod';

/** A setting that is a whole number in these bounds. */
export function wholeNumber(least: number, most: number, byDefault: number) {
  const advice = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,6}$/, advice)
    .transform(Number)
    .refine((value) => value >= least && value <= most, advice)
    .default(byDefault);
}
