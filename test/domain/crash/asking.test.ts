import { everyCallOf } from './everyCall';
import { asking } from './journeys/asking';

everyCallOf(asking);
