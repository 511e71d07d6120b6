import type { BenchPlan } from './plan';

/** Nobody takes exactly their share of the turns. */
const margin = 1.4;
const spare = 40;

/** How many tickets this one of so many people needs for every reveal of the run. */
export function ticketsNeeded(plan: BenchPlan, people: number, index: number): number {
  return Math.ceil((ofTurns(plan, people, index) + ofMemory(plan, people)) * margin) + spare;
}

/** All warm up; then only as many of the first ones take turns as there are to be at a time. */
function ofTurns(
  { parts, concurrencies, warmUpTurns, rounds, turnsPerRound }: BenchPlan,
  people: number,
  index: number,
) {
  if (!parts.includes('turns')) return 0;
  const measured = concurrencies.filter((atOnce) => index < atOnce);
  return warmUpTurns / people + measured.reduce((sum, atOnce) => sum + (rounds * turnsPerRound) / atOnce, 0);
}

/** At most all of them, where nothing but reveals is wanted. */
function ofMemory({ parts, memoryTurns, only }: BenchPlan, people: number): number {
  if (!parts.includes('memory')) return 0;
  const kinds = only.length === 0 ? 4 : 1;
  return memoryTurns / kinds / people;
}
