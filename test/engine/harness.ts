import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {onTestFinished} from 'vitest';
import type {PortalOptions} from '../../source/demo/options.ts';
import {startPortal, type RunningPortal} from '../../source/demo/server.ts';
import type {LedgerEntry} from '../../source/demo/store/ledger.ts';
import type {SnapshotRecord} from '../../source/demo/store/snapshot.ts';
import type {Clock} from '../../source/domain/clock.ts';
import {namedBy} from '../../source/domain/rules/check.ts';
import type {PlanRules} from '../../source/domain/rules/rule.ts';
import {toPeople} from '../../source/domain/rules/to-people.ts';
import type {TypeScope} from '../../source/domain/scope/type-scope.ts';
import {defaultScope, type StateChoice} from '../../source/domain/scope.ts';
import type {TypeKey} from '../../source/domain/entity-types.ts';
import type {RunReport} from '../../source/domain/outcomes.ts';
import type {Plan, PlannedRecord} from '../../source/domain/plan.ts';
import {parseWebhookAddress, type WebhookAddress} from '../../source/domain/webhook.ts';
import type {Engine, EngineEvent, RehireQuestion, RunOptions, Session} from '../../source/engine/contract.ts';
import {createEngine} from '../../source/engine/engine.ts';
import type {Guard} from '../../source/engine/guard/guard.ts';
import {openSession} from '../../source/engine/session.ts';
import {createIntents} from '../../source/journal/intents.ts';
import {openJournal} from '../../source/journal/journal.ts';
import {createLocks} from '../../source/journal/lock.ts';

export const LEAVER = 42;
export const SUCCESSOR = 12;

/** The machine's time plus every wait, none of which is slept: half an hour of patience passes in a moment. */
export function hastyClock(): Clock & {waited(): number} {
  let skipped = 0;
  return {
    now: () => Date.now() + skipped,
    async wait(ms, signal) {
      signal?.throwIfAborted();
      skipped += ms;
      await new Promise(resolve => setImmediate(resolve));
      signal?.throwIfAborted();
    },
    random: () => 0.5,
    waited: () => skipped,
  };
}

export interface Stage {
  readonly portal: RunningPortal;
  readonly folder: string;
  readonly engine: Engine;
  readonly address: WebhookAddress;
  readonly clock: ReturnType<typeof hastyClock>;
}

/** A real portal on this machine and an engine with a folder of its own; both go when the test is over. */
export async function stage(how: PortalOptions = {}): Promise<Stage> {
  const {strike, ...on} = await raise(how);
  onTestFinished(strike);
  return on;
}

/** An empty folder. Every commit of the journal is flushed: on a disk that would be most of a test's time. */
export function scratchFolder(): string {
  return mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'b24-engine-'));
}

/** The same for what several tests look at; whoever calls it takes it down with `strike`. */
export async function raise(how: PortalOptions = {}): Promise<Stage & {strike(): Promise<void>}> {
  const portal = await startPortal(how);
  const folder = scratchFolder();
  const parsed = parseWebhookAddress(portal.webhook());
  if (!parsed.ok) throw new Error(parsed.problem);
  const clock = hastyClock();
  return {
    portal,
    folder,
    engine: await createEngine({folder, version: 'test', clock}),
    address: parsed.address,
    clock,
    strike: async () => {
      await portal.close();
      rmSync(folder, {recursive: true, force: true});
    },
  };
}

export function connect(on: Stage): Promise<Session> {
  return on.engine.connect(on.address, {demo: true});
}

/** The same with a guard of the test's own. */
export async function guarded(on: Stage, startGuard: () => Promise<Guard>): Promise<Session> {
  const journal = await openJournal(on.folder);
  onTestFinished(() => journal.close());
  return openSession({
    address: on.address,
    demo: true,
    version: 'test',
    clock: on.clock,
    folder: on.folder,
    journal: async () => journal,
    intents: createIntents(on.folder),
    locks: await createLocks(on.folder),
    startGuard,
  });
}

export interface PlanChoices {
  readonly leaver?: number;
  readonly to?: number;
  readonly perType?: Readonly<Record<string, number>>;
  readonly scope?: ReadonlyMap<TypeKey, StateChoice | TypeScope>;
  readonly ownersKeep?: boolean;
  /** Instead of one person for everything or for each type; everybody whom they name is looked up. */
  readonly rules?: PlanRules;
}

/** A plan whose records are all in memory, for looking at them. */
export interface OpenPlan extends Plan {
  readonly records: PlannedRecord[];
}

export async function planFor(session: Session, choices: PlanChoices = {}): Promise<OpenPlan> {
  const leaver = await someone(session, choices.leaver ?? LEAVER);
  const perType = new Map<TypeKey, Awaited<ReturnType<typeof someone>>>();
  for (const [key, id] of Object.entries(choices.perType ?? {}))
    perType.set(key as TypeKey, await someone(session, id));
  const general = await someone(session, choices.to ?? SUCCESSOR);
  const scope = choices.scope ?? defaultScope(session.connection.types);
  const people =
    choices.rules && (await Promise.all([...new Set(namedBy(choices.rules))].map(id => someone(session, id))));
  const plan = await session.plan(
    {
      leaver,
      scope: new Map([...scope].map(([key, one]) => [key, typeof one === 'string' ? {state: one} : one])),
      ...(choices.rules && people ? {rules: choices.rules, people} : toPeople(general, perType)),
      ownersKeep: choices.ownersKeep ?? true,
    },
    () => {},
  );
  return {...plan, records: [...plan.records]};
}

async function someone(session: Session, id: number) {
  const person = await session.person(String(id));
  if (!person) throw new Error(`no user ${id}`);
  return person;
}

export interface Carried {
  readonly report: RunReport;
  readonly events: EngineEvent[];
  readonly questions: RehireQuestion[];
}

/** What a run is asked with unless a test says otherwise: open when refused, yes to the question. */
export function options(more: Partial<RunOptions> = {}): RunOptions {
  return {
    rehire: 'when-refused',
    acceptUnmovable: false,
    signal: new AbortController().signal,
    consent: async () => true,
    ...more,
  };
}

type OnEvent = (event: EngineEvent) => void;

/** Runs a plan, saying yes to the question before an account is opened unless told otherwise. */
export function carry(
  session: Session,
  plan: Plan,
  more: Partial<RunOptions> = {},
  onEvent: OnEvent = () => {},
): Promise<Carried> {
  return told(more, onEvent, (given, listener) => session.run(plan, given, listener));
}

/** Goes on with a run in the same way. */
export function carryOn(
  session: Session,
  run: number,
  more: Partial<RunOptions> = {},
  onEvent: OnEvent = () => {},
): Promise<Carried> {
  return told(more, onEvent, (given, listener) => session.resume(run, given, listener));
}

async function told(
  more: Partial<RunOptions>,
  onEvent: OnEvent,
  work: (given: RunOptions, listener: OnEvent) => Promise<RunReport>,
): Promise<Carried> {
  const events: EngineEvent[] = [];
  const questions: RehireQuestion[] = [];
  const given = options(more);
  const asking: RunOptions = {
    ...given,
    consent: question => {
      questions.push(question);
      return given.consent(question);
    },
  };
  const report = await work(asking, event => {
    events.push(event);
    onEvent(event);
  });
  return {report, events, questions};
}

/** Every record of the portal by table and id, a copy. */
export function recordsOf(portal: RunningPortal): Map<string, SnapshotRecord> {
  return new Map(portal.snapshot().records.map(record => [`${record.table}:${record.id}`, record]));
}

/** The writes that were asked for over REST, without what the portal did by itself because of them. */
export function writesOf(portal: RunningPortal): LedgerEntry[] {
  return portal.ledger.filter(entry => !entry.sideEffect);
}

export function isActive(portal: RunningPortal, id: number): boolean | undefined {
  return portal.snapshot().people.find(person => person.id === id)?.active;
}
