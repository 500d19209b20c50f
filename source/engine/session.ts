import type {Clock} from '../domain/clock.ts';
import type {WebhookAddress} from '../domain/webhook.ts';
import {readCosts} from '../journal/costs.ts';
import type {Intents} from '../journal/intents.ts';
import type {Locks} from '../journal/lock.ts';
import {createAccount} from '../portal/account.ts';
import {createClient} from '../portal/client.ts';
import {enter} from '../portal/enter.ts';
import {createPeople} from '../portal/people.ts';
import type {Pause} from '../portal/pacer.ts';
import {createGauge} from '../portal/gauge.ts';
import {createTransport, type Transport} from '../portal/transport.ts';
import {PortalTrouble, type ConnectionLimit} from '../domain/trouble.ts';
import {refusalText} from '../portal/faults.ts';
import {familyOf} from '../portal/families/index.ts';
import {backlog} from './backlog.ts';
import type {Connection, Session} from './contract.ts';
import {forecastOf} from './forecast.ts';
import {countScope} from './count-scope.ts';
import {createHearing, typeOf, type Parts} from './parts.ts';
import {scopeRows} from './scope-rows.ts';
import {readStages} from './stages.ts';
import {createPeopleList} from './people-list.ts';
import {guardStarter, type StartGuard} from './guard/guard.ts';
import {pin} from './pin.ts';
import {planRetry} from './retry.ts';
import {resume, run} from './run.ts';
import {planUndo} from './undo.ts';
import {tally} from './tally.ts';

export interface SessionOptions {
  readonly address: WebhookAddress;
  readonly demo: boolean;
  readonly journal: Parts['journal'];
  readonly folder: string;
  /** Program and arguments that run the guard of a rehire window. */
  readonly guardCommand?: readonly string[];
  /** Starts it in another way. */
  readonly startGuard?: StartGuard;
  readonly version: string;
  readonly clock: Clock;
  readonly intents: Intents;
  readonly locks: Locks;
  /** The network unless given. */
  readonly transport?: Transport;
  readonly signal?: AbortSignal | undefined;
  /** Most requests a second. */
  readonly maxRps?: number | undefined;
}

/** Nobody watches a sign-in for long: what does not answer within this is said. */
const SIGN_IN_PATIENCE_MS = 4000;

/** Signs in, reads the directories, and ties the use cases to this one portal. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const {address, demo, clock, journal, version, intents, locks, signal, transport, folder, guardCommand} = options;
  const startGuard = options.startGuard ?? (guardCommand && guardStarter(guardCommand, address, clock));
  const hearing = createHearing();
  const onPause = (pause: Pause | undefined): void =>
    hearing.tell(pause ? {kind: 'pause', ...pause} : {kind: 'pause-over'});
  const portalKey = demo ? 'demo' : address.origin;
  const gauge = createGauge(clock, transport ?? createTransport(address, version));
  const costs = await readCosts(folder, portalKey);
  const client = createClient({address, version, clock, onPause, transport: gauge.transport, costs});
  if (options.maxRps !== undefined) client.pace.setMaxRps(options.maxRps);
  const patience = {signal, patienceMs: SIGN_IN_PATIENCE_MS};
  const {me, directories} = await enter(client, patience);
  const {complete} = directories;
  // A key without the scope cannot even count tasks.
  const types = directories.types.filter(({key}) => key !== 'task' || me.scopes.includes('task'));
  const limits: ConnectionLimit[] = [];
  if (!me.admin) limits.push('not-admin');
  if (!me.scopes.includes('department')) limits.push('no-department-scope');
  if (!me.scopes.includes('task')) limits.push('no-task-scope');
  if (!complete) limits.push('types-incomplete');
  const connection: Connection = {
    portalKey,
    portalName: demo ? 'Demo portal' : address.host,
    demo,
    me: {id: me.id, name: me.name, admin: me.admin, ...(me.timeZone === undefined ? {} : {timeZone: me.timeZone})},
    scopes: me.scopes,
    limits,
    types,
  };
  const people = createPeople(client);
  const parts: Parts = {
    clock,
    client,
    gauge,
    people,
    account: createAccount(client, people),
    connection,
    intents,
    locks,
    journal,
    folder,
    ...(startGuard ? {startGuard} : {}),
    hear: hearing.hear,
  };
  return sessionOf(parts, createPeopleList(client, people, me.scopes.includes('department')));
}

function sessionOf(parts: Parts, list: ReturnType<typeof createPeopleList>): Session {
  /** While a use case works, its listener also hears the client's pauses. */
  async function heard<T>(listener: Parameters<Parts['hear']>[0], work: () => Promise<T>): Promise<T> {
    const stop = parts.hear(listener);
    try {
      return await work();
    } finally {
      stop();
    }
  }

  return {
    connection: parts.connection,
    people: (query, signal) => list.page(query, signal),
    person: idOrEmail => list.one(idOrEmail),
    peopleByIds: ids => list.byIds(ids),
    backlog: (people, onHolding, signal) => backlog(parts, people, onHolding, signal),
    tally: (leaverId, listener, signal) => heard(listener, () => tally(parts, leaverId, listener, signal)),
    async titles(leaverId, key, afterId) {
      const type = typeOf(parts.connection, key);
      const family = familyOf(type.entityTypeId);
      const [page] = await parts.client.readMany([family.page(type, leaverId, {scope: {state: 'all'}}, afterId)]);
      if (!page?.ok) throw new PortalTrouble('refused', page ? refusalText(page.fault) : 'no answer');
      const rows = family.rows(type, page.result);
      return rows.filter(row => row.responsibleId === leaverId).map(({id, title, closed}) => ({id, title, closed}));
    },
    countScope: (leaverId, scope, signal) => countScope(parts, leaverId, scope, signal),
    stages: (types, signal) => readStages(parts, types, {signal}),
    rows: (leaverId, type, scope, afterId, search, signal) =>
      scopeRows(parts, {leaverId, type, scope, afterId, search}, {signal}),
    heads: (leaver, signal) => list.heads(leaver, signal),
    plan: (request, listener, signal) => heard(listener, () => pin(parts, request, listener, signal)),
    run: (plan, options, listener) => heard(listener, () => run(parts, plan, options, listener)),
    planByDigest: async digest => (await parts.journal()).plans.byDigest(digest),
    resume: (number, options, listener) => heard(listener, () => resume(parts, number, options, listener)),
    planRetry: number => planRetry(parts, number),
    forecast: (plan, {active}) => forecastOf(parts, plan, {leaverIsDismissed: !active}),
    planUndo: (number, options, listener, signal) =>
      heard(listener, () => planUndo(parts, number, options, listener, signal)),
  };
}
