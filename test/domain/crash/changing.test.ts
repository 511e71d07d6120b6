import { everyCallOf } from './everyCall';
import { changing } from './journeys/changing';

everyCallOf(changing);
