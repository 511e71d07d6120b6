/**
 * First part of the measured SecretBot: turns are counted against their limits as ever, but so few people are never
 * refused. Whoever is measured takes turns as fast as the bot answers, which no person does.
 */
import { limitTable } from '../src/domain/limits/limitTable';

for (const limit of Object.values(limitTable)) Object.assign(limit, { most: Number.POSITIVE_INFINITY });
