import { everyCallOf } from './everyCall';
import { making } from './journeys/making';

everyCallOf(making);
