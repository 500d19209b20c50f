import type {PortalView} from './view.ts';

/** The zone in which a day of a filter begins. */
export function zoneOf({zone}: PortalView): string {
  return zone ?? 'UTC';
}
