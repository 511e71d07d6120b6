import { everyCallOf } from './everyCall';
import { seeing } from './journeys/seeing';

everyCallOf(seeing);
