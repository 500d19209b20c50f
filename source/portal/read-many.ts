import type {Clock} from '../domain/clock.ts';
import {backOff, holdOff, lastWait} from '../domain/pace/back-off.ts';
import type {PaceModel} from '../domain/pace/model.ts';
import type {WebhookAddress} from '../domain/webhook.ts';
import {MOST_COMMANDS, type CommandResult} from './batch.ts';
import {chainsOf, type Command} from './encode.ts';
import {PortalFault} from './faults.ts';
import type {Pacer} from './pacer.ts';
import {READ_PATIENCE_MS, troubleOf, type CallOptions} from './send.ts';

/** What reading many at a time needs to know. */
export interface Reading {
  readonly address: WebhookAddress;
  readonly clock: Clock;
  readonly pacer: Pick<Pacer, 'pause' | 'settled'>;
  readonly model: Pick<PaceModel, 'mostReads' | 'readsEnded'>;
  /** One request. @throws PortalFault `lost` where it ended without an answer */
  readOnce(commands: readonly Command[], options: CallOptions): Promise<CommandResult[]>;
}

/** So often who named no patience waits for a smaller request beyond it: a portal that is slow is not one that is gone. */
const MOST_SMALLER = 3;

/**
 * Reads any number of commands, in order. A request that ended without an answer is not sent again as it was, but with half
 * of its commands; those that were held back by a limit or left without an answer are asked again. Refusals are answers.
 */
export function createReader({address, clock, pacer, model, readOnce}: Reading) {
  async function readChunk(commands: readonly Command[], options: CallOptions): Promise<CommandResult[]> {
    const {signal, patienceMs = READ_PATIENCE_MS} = options;
    const results: CommandResult[] = [];
    let smaller = options.patienceMs === undefined ? MOST_SMALLER : 0;
    let giveUpAt = clock.now() + patienceMs;
    let attempt = 0;
    let open = commands.map((_, index) => index);

    /** Which are asked for next: whole chains, as many as fit, or the beginning of one that is longer than a request may be. */
    function nextPart(): {asked: number[]; cut: number[]} {
      const most = model.mostReads();
      if (open.length <= most) return {asked: open, cut: []};
      const asked: number[] = [];
      const chains = chainsOf(open.map(index => commands[index]!)).map(chain => chain.map(at => open[at]!));
      for (const chain of chains) {
        if (asked.length > 0 && asked.length + chain.length > most) break;
        if (chain.length > most) return {asked: chain.slice(0, most), cut: chain.slice(most)};
        asked.push(...chain);
      }
      return {asked, cut: []};
    }

    async function pause(fault: PortalFault): Promise<void> {
      const isHeld = fault.kind === 'execution-time';
      const wait = isHeld ? holdOff(attempt) : backOff(attempt, clock.random());
      attempt += 1;
      const ms = lastWait(wait, giveUpAt - clock.now(), isHeld);
      if (ms === undefined) throw troubleOf(fault, address);
      await pacer.pause(fault, ms, signal);
    }

    try {
      while (open.length > 0) {
        const {asked, cut} = nextPart();
        const askedOf = new Set(asked);
        const answers = await readOnce(
          asked.flatMap(index => commands[index] ?? []),
          options,
        ).catch((error: unknown) => orSilent(error, asked.length));
        if (answers instanceof PortalFault) {
          if (asked.length > 1 && smaller > 0) {
            smaller -= 1;
            giveUpAt = clock.now() + patienceMs;
          }
          await pause(answers);
          continue;
        }
        asked.forEach((index, position) => {
          const answer = answers[position];
          if (answer) results[index] = answer;
        });
        // What builds on them cannot be asked for without them: whoever walks a list goes on from what was read.
        for (const index of cut) results[index] = {ok: false, fault: notAsked(commands[index])};
        const isOpen = (index: number): boolean => {
          const result = results[index];
          return !result || (!result.ok && result.fault.kind !== 'refused');
        };
        const left = asked.filter(isOpen);
        open = open.filter(index => !cut.includes(index) && (!askedOf.has(index) || isOpen(index)));
        const [first] = left;
        if (first === undefined) {
          [giveUpAt, attempt] = [clock.now() + patienceMs, 0];
          continue;
        }
        const held = results[first];
        await pause(held && !held.ok ? held.fault : new PortalFault('lost', 'batch', 'NO_ANSWER', ''));
      }
      return results;
    } finally {
      pacer.settled();
    }
  }

  function orSilent(error: unknown, reads: number): PortalFault {
    if (!(error instanceof PortalFault) || error.kind !== 'lost') throw error;
    // Nobody waited for it any longer: that tells nothing of how fast the portal is.
    if (error.code !== 'NOT_WAITED_FOR') model.readsEnded(reads, undefined, true, clock.now());
    return error;
  }

  return async function readMany(commands: readonly Command[], options: CallOptions): Promise<CommandResult[]> {
    const results: CommandResult[] = [];
    for (let from = 0; from < commands.length; from += MOST_COMMANDS) {
      results.push(...(await readChunk(commands.slice(from, from + MOST_COMMANDS), options)));
    }
    return results;
  };
}

function notAsked(command: Command | undefined): PortalFault {
  return new PortalFault('lost', command?.method ?? 'batch', 'NOT_ASKED', '');
}
