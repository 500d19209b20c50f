import type {Clock} from '../../domain/clock.ts';
import type {CheckName, Finding} from '../../domain/diagnosis.ts';
import {type AnswerHead, headOf} from '../answer-head.ts';
import {batchBody, type CommandResult, readBatch} from '../batch.ts';
import type {CallOptions, Client} from '../client.ts';
import type {Command} from '../encode.ts';
import {type Times, timesOf} from '../timing.ts';
import type {Envelope} from '../transport.ts';

/** What the checks of a diagnosis stand on. */
export interface Ground {
  readonly client: Client;
  readonly clock: Clock;
  readonly options: CallOptions;
  readonly scopes: readonly string[];
}

/** One check, made. Throws PortalTrouble only where the portal as a whole no longer answers. */
export type Check = (ground: Ground) => Promise<readonly Finding[]>;

/** A finding, with its check and what was found held together by the compiler. */
export function finding<C extends CheckName>(
  check: C,
  found: Finding<C>['found'],
  more: Omit<Finding, 'check' | 'found'> = {},
): Finding {
  return {check, found, ...more};
}

/** A batch with what surrounds it: when it was sent and answered by our clock, and what it says of itself. */
export interface Batched {
  readonly results: readonly CommandResult[];
  readonly outer: Times;
  readonly head: AnswerHead | undefined;
  readonly sentAt: number;
  readonly cameAt: number;
}

/** Asks in one request, and keeps what `Client.readMany` has no use for. */
export async function ask({client, clock, options}: Ground, commands: readonly Command[]): Promise<Batched> {
  const sentAt = clock.now();
  const envelope: Envelope = await client.read('batch', batchBody(commands), options);
  const cameAt = clock.now();
  return {
    results: readBatch(commands, envelope.result, text => client.address.redact(text)),
    outer: timesOf(envelope.time),
    head: headOf(envelope),
    sentAt,
    cameAt,
  };
}

/** The records of a page by either family of lists, as they came. */
export function rowsOf(result: CommandResult | undefined): readonly unknown[] {
  if (!result?.ok) return [];
  const {result: body} = result;
  const list = typeof body === 'object' && body !== null && 'items' in body ? body.items : body;
  return Array.isArray(list) ? (list as unknown[]) : [];
}

/** The ids of a page; NaN for a row without one. */
export function idsOf(result: CommandResult | undefined): number[] {
  return rowsOf(result).map(row => {
    if (typeof row !== 'object' || row === null) return Number.NaN;
    return Number('id' in row ? row.id : 'ID' in row ? row.ID : Number.NaN);
  });
}
