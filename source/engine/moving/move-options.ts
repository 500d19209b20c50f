import type {EntityType} from '../../domain/entity-types.ts';
import type {Refusal} from './request.ts';

/** How far to go: to the end, or until the rule of the rehire window can be told (one moved, or five refused). */
export type MoveMode = 'all' | 'trial';

export interface MoveOptions {
  readonly mode?: MoveMode;
  /** Every write is read back in the request that carries it, whatever it was answered. */
  readonly readsBack?: boolean;
  /** Told each record that the portal did not move; nothing is settled for it. */
  readonly onRefused?: (type: EntityType, refusal: Refusal) => void;
  /** Told when nothing of a type is left to be done. */
  readonly onDone?: (type: EntityType) => void;
}
