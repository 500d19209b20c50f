import {startPortal, type RunningPortal} from '../../source/demo/server.ts';
import {temporaryHome} from '../terminal/environment.ts';
import {runProgram, start, type Ended} from '../terminal/program.ts';
import {ANNA, IVAN, job, MARIA} from '../terminal/stage.ts';

const COMPANY = {
  company: 'empty',
  records: [
    {table: 1, responsible: ANNA, count: 3},
    {table: 31, responsible: ANNA, count: 7},
    {table: 6, responsible: ANNA, count: 2},
    {table: 1, responsible: MARIA, count: 2},
  ],
} as const;

/** Where and how the program is hit. */
export interface Hit {
  /** Number of the request, from 1. */
  readonly at: number;
  /** Before the portal has done it, or after. */
  readonly moment: 'before' | 'after';
  readonly signal: NodeJS.Signals;
}

export interface HitEnd {
  /** Requests that the first life sent. */
  readonly requests: number;
  /** What is not as after an undisturbed run, in sentences. */
  readonly wrongs: readonly string[];
}

/** One program, hit once, and started again until the job is done. */
export async function hit({at, moment, signal}: Hit): Promise<HitEnd> {
  const portal = await startPortal(COMPANY);
  const home = temporaryHome();
  const how = {home: home.path, env: {B24_HANDOVER_WEBHOOK: portal.webhook()}};
  const wrongs: string[] = [];
  try {
    const before = responsibles(portal);
    const first = start(job('--rehire', 'when-refused'), how);
    portal.befall({
      kind: 'reset',
      moment,
      times: 1,
      where: () => {
        if (portal.requests !== at) return false;
        first.child.kill(signal);
        // A program that is only told to stop gets its answer; one that is killed needs none.
        return signal === 'SIGKILL';
      },
    });
    const ended = await first.ended;
    const {requests} = portal;
    if (signal !== 'SIGKILL') wrongs.push(...stopWrongs(ended, portal));
    await goOn(how, wrongs, signal !== 'SIGKILL');
    wrongs.push(...stateWrongs(before, portal));
    return {requests, wrongs};
  } finally {
    await portal.close();
    home[Symbol.dispose]();
  }
}

/** After a signal the account is shut by the program itself, and the code says how it ended. */
function stopWrongs(ended: Ended, portal: RunningPortal): string[] {
  const wrongs: string[] = [];
  if (ended.code !== 130 && ended.code !== 0) wrongs.push(`ended with ${ended.code}: ${ended.stderr}`);
  if (isActive(portal)) wrongs.push('the account is open after the program has ended');
  return wrongs;
}

type How = Parameters<typeof runProgram>[1];

/** What an administrator does next: shut what may be open, then go on, or begin where nothing was begun. */
async function goOn(how: How, wrongs: string[], stopped: boolean): Promise<void> {
  const since = Date.now();
  for (;;) {
    // A hire that was on its way may land within a minute: that is waited for.
    const shut = await runProgram(['close-windows'], {...how, deadlineMs: 100_000});
    if (shut.code === 0) break;
    // The guard of the dead program is still at work: a hire that was cut off may land within a minute.
    if (shut.code !== 5 || Date.now() - since > 120_000) {
      wrongs.push(`close-windows ended with ${shut.code}: ${shut.stderr}`);
      break;
    }
  }
  const {stdout} = await runProgram(['history', '--json'], how);
  const runs =
    (JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as {runs?: {run: number; state: string}[]}).runs ?? [];
  const [last] = runs;
  if (last?.state === 'ended') return;
  const again = last
    ? ['resume', String(last.run), '--yes', '--json', '--rehire', 'when-refused']
    : job('--rehire', 'when-refused');
  const end = await runProgram(again, {...how, deadlineMs: 200_000});
  if (end.code !== 0) wrongs.push(`${again[0]} ended with ${end.code}: ${end.stderr}`);
  if (!stopped && last && !/"alreadyThere":0/.test(end.stdout))
    wrongs.push(`moved records are called already there: ${end.stdout}`);
}

function responsibles(portal: RunningPortal): Map<string, number | null> {
  return new Map(portal.snapshot().records.map(record => [`${record.table}:${record.id}`, record.responsible]));
}

function isActive(portal: RunningPortal): boolean {
  return portal.snapshot().people.some(person => person.id === ANNA && person.active);
}

function stateWrongs(before: ReadonlyMap<string, number | null>, portal: RunningPortal): string[] {
  const wrongs: string[] = [];
  for (const [name, now] of responsibles(portal)) {
    const was = before.get(name);
    const right = was === ANNA ? IVAN : was;
    if (now !== right) wrongs.push(`${name} is with ${now} instead of ${right}`);
  }
  if (isActive(portal)) wrongs.push('the account is open');
  const changed = portal.ledger.filter(
    entry => entry.error === null && entry.method !== 'user.update' && entry.before !== entry.after,
  );
  if (changed.length !== 12) wrongs.push(`${changed.length} changes instead of 12`);
  return wrongs;
}
