import type {EngineEvent, Listener} from '../../engine/contract.ts';
import {JSON_SCHEMA, jsonLine} from './json.ts';

/** `--json-lines`: every event of the engine as a line of its own, `{schema, kind, …}`. The result follows as the last. */
export function eventLines(out: (line: string) => void): Listener {
  return event => out(jsonLine({schema: JSON_SCHEMA, ...event}));
}

/** Several listeners as one. */
export function both(...listeners: readonly (Listener | undefined)[]): Listener {
  return (event: EngineEvent) => {
    for (const listener of listeners) listener?.(event);
  };
}
