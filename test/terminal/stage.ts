import {expect, onTestFinished} from 'vitest';
import type {PortalOptions} from '../../source/demo/options.ts';
import {type RunningPortal, startPortal} from '../../source/demo/server.ts';
import {temporaryHome} from './environment.ts';
import {codeIn, filesHolding} from './leaks.ts';
import {type PortalState, readState} from './portal-state.ts';
import {type Ended, runProgram, start, type Started} from './program.ts';

export const ANNA = 42;
export const IVAN = 12;
export const MARIA = 31;
export const OLGA = 17;

/** Some of Anna's of every kind that matters, and as many of somebody else's that nobody may touch. */
const FEW = ([1, 2, 3, 4, 7, 31, 6] as const).flatMap(table => [
  {table, responsible: ANNA, count: 3},
  {table, responsible: IVAN, count: 2},
  {table, responsible: MARIA, count: 2},
]);

export interface Stage {
  readonly portal: RunningPortal;
  readonly webhook: string;
  readonly home: string;
  /** Starts the program with this portal in its environment. */
  readonly start: (args: readonly string[]) => Started;
  readonly run: (args: readonly string[]) => Promise<Ended>;
  readonly state: () => Promise<PortalState>;
}

/** A portal of the test's own with a few records, and a home for the program. Both are gone after the test. */
export async function stage(options: PortalOptions = {}): Promise<Stage> {
  const portal = await startPortal({company: 'empty', records: FEW, ...options});
  const home = temporaryHome();
  const webhook = portal.webhook();
  onTestFinished(async () => {
    await portal.close();
    const leaks = filesHolding(home.path, codeIn(webhook) ?? webhook);
    home[Symbol.dispose]();
    expect(leaks.filter(file => !/(secrets|settings)\.json$/.test(file))).toEqual([]);
  });
  const how = {home: home.path, env: {B24_HANDOVER_WEBHOOK: webhook}};
  return {
    portal,
    webhook,
    home: home.path,
    start: args => start(args, how),
    run: args => runProgram(args, how),
    state: () => readState(webhook),
  };
}

/** The run of the tests, with more or other flags. */
export function job(...more: readonly string[]): string[] {
  return ['run', '--leaver', String(ANNA), '--to', String(IVAN), '--yes', '--json', ...more];
}

/** How many of each type are named: "deal 17" counts as a deal. */
export function perType(names: Iterable<string>): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const name of names) {
    const [type = ''] = name.split(' ');
    counted[type] = (counted[type] ?? 0) + 1;
  }
  return counted;
}

/**
 * What two states have to agree in after a handover, as sentences about where they do not: only Anna's records changed
 * hands, each to the right person, and everybody is as active as before. Activities go with the record they belong to.
 */
export function wrongsOf(before: PortalState, after: PortalState, successor: (type: string) => number): string[] {
  const wrongs: string[] = [];
  for (const name of new Set([...before.responsible.keys(), ...after.responsible.keys()])) {
    const [from, to] = [before.responsible.get(name), after.responsible.get(name)];
    if (from === to) continue;
    const right = rightPerson(name, after, successor);
    if (from !== ANNA) wrongs.push(`${name} was ${from}'s and is ${to}'s now`);
    else if (to !== right) wrongs.push(`${name} went to ${to} instead of ${right}`);
  }
  for (const [id, active] of before.active) {
    if (after.active.get(id) !== active)
      wrongs.push(`#${id} was ${active ? 'active' : 'dismissed'}, and is not any more`);
  }
  return wrongs;
}

function rightPerson(name: string, after: PortalState, successor: (type: string) => number): number {
  const owner = after.owners.get(name);
  const holder = owner === undefined ? undefined : after.responsible.get(owner);
  // A record that stayed with the leaver, or is a dismissed person's, leads nowhere: then the chosen one has it.
  const leads = holder !== undefined && holder !== ANNA && after.active.get(holder) === true;
  return leads ? holder : successor(name.split(' ')[0] ?? '');
}
