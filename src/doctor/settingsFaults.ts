import type { ConfigError } from '../config';
import { type Finding, fault, unknown } from './finding';

/** Settings that cannot be read, one finding each: every sentence of the configuration says what to do itself. */
export function settingsFaults({ faults }: ConfigError): readonly Finding[] {
  return [
    ...faults.map((says) => fault('setting', `${says}.`)),
    unknown('not_looked_at', 'Nothing else was looked at.', 'Mend the settings, then run this again.'),
  ];
}
