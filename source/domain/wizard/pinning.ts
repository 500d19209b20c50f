import type {TypeKey} from '../entity-types.ts';
import type {Forecast} from '../forecast/forecast.ts';
import type {Plan} from '../plan.ts';
import type {Failure} from './view.ts';

/** How far a plan is: its records are being pinned, or it is there with what it will take, or it cannot be had. */
export type Pinning =
  | {readonly state: 'asking'; readonly token: number; readonly pinned: ReadonlyMap<TypeKey, number>}
  | {readonly state: 'got'; readonly plan: Plan; readonly forecast: Forecast}
  | {readonly state: 'failed'; readonly failure: Failure};
