// How many requests lists take: pinning 50,000 records, and counting what 500 dismissed people still hold. Counted by the
// local portal, which answers at once; its request limit is off, the program's own pace is not waited for.
import {startPortal} from '../source/demo/server.ts';
import type {RecordOrder} from '../source/demo/options.ts';
import {defaultScope} from '../source/domain/scope.ts';
import {parseWebhookAddress} from '../source/domain/webhook.ts';
import {backlog} from '../source/engine/backlog.ts';
import type {Session} from '../source/engine/contract.ts';
import {createClient, type Client} from '../source/portal/client.ts';
import {skippingClock} from './lib/clock.ts';
import {temporaryFolder} from './lib/folder.ts';
import {openBench} from './lib/session.ts';
import {type Figure, printFigures} from './lib/table.ts';
import {fullScope} from '../source/domain/scope/type-scope.ts';
import {toPeople} from '../source/domain/rules/to-people.ts';

// Both are active.
const LEAVER = 6;
const SUCCESSOR = 12;
const RECORDS = 50_000;
const PINNING_GOAL = 30;
const PEOPLE = 500;
/** Leads, deals, contacts, companies, old invoices, activities, estimates, invoices and a smart process. */
const TABLES = [1, 2, 3, 4, 5, 6, 7, 31, 1036] as const;

export async function listFigures(): Promise<Figure[]> {
  return [
    await pinning('one type', [{table: 1, responsible: LEAVER, count: RECORDS}]),
    await pinning(
      'nine types',
      TABLES.map((table, index) => ({
        table,
        responsible: LEAVER,
        count: Math.floor(RECORDS / TABLES.length) + (index < RECORDS % TABLES.length ? 1 : 0),
      })),
    ),
    await counting('20 hold 3 of each type', index => (index % 25 === 7 ? 3 : 0)),
    await counting('20 hold 60 of each type', index => (index % 25 === 7 ? 60 : 0)),
    await counting('all hold 3 of each type', () => 3),
    await counting('all hold 60 of each type', () => 60),
  ];
}

async function pinning(what: string, records: readonly RecordOrder[]): Promise<Figure> {
  return onPortal(records, async (session, requests) => {
    const [leaver, general] = await session.peopleByIds([LEAVER, SUCCESSOR]);
    if (!leaver || !general) throw new Error('nobody is there');
    const scope = defaultScope(session.connection.types);
    const before = requests();
    const plan = await session.plan(
      {leaver, scope: fullScope(scope), ...toPeople(general), ownersKeep: true},
      () => {},
    );
    const took = requests() - before;
    if (plan.records.length !== RECORDS) throw new Error(`pinned ${plan.records.length}`);
    return {
      what: `pinning ${RECORDS} records of ${what}, the tally included`,
      came: took === 1 ? '1 request' : `${took} requests`,
      goal: `at most ${PINNING_GOAL} requests`,
      reached: took <= PINNING_GOAL,
    };
  });
}

async function counting(what: string, held: (index: number) => number): Promise<Figure> {
  return onPortal([], async (session, requests, give, client) => {
    const ids = give({table: 'user', count: PEOPLE, columns: {ACTIVE: false}});
    for (const table of TABLES) {
      ids.forEach((responsible, index) => {
        if (held(index) > 0) give({table, responsible, count: held(index)});
      });
    }
    const people = await session.peopleByIds(ids);
    const {connection} = session;
    const types = connection.types.filter(one => one.takenByDefault && TABLES.some(id => id === one.entityTypeId));
    const most = Math.ceil((PEOPLE * types.length) / 50) + 2;
    const before = requests();
    const holds = new Map<number, number>();
    await backlog({client, connection: {...connection, types}}, people, one =>
      holds.set(one.personId, 'holds' in one ? one.holds : NaN),
    );
    const took = requests() - before;
    const wrong = ids.filter((id, index) => holds.get(id) !== held(index) * TABLES.length);
    if (wrong.length > 0) throw new Error(`${wrong.length} people were counted wrongly`);
    return {
      what: `what ${PEOPLE} dismissed hold of ${types.length} types: ${what}`,
      came: took === 1 ? '1 request' : `${took} requests`,
      goal: `at most ${most} requests`,
      reached: took <= most,
    };
  });
}

/** Does something with a session of a portal that has these records and no others. */
async function onPortal<T>(
  records: readonly RecordOrder[],
  work: (
    session: Session,
    requests: () => number,
    give: (order: RecordOrder) => number[],
    client: Client,
  ) => Promise<T>,
): Promise<T> {
  using folder = temporaryFolder();
  const portal = await startPortal({company: 'empty', records});
  const parsed = parseWebhookAddress(portal.webhook());
  if (!parsed.ok) throw new Error(parsed.problem);
  const {session, journal} = await openBench({
    webhook: portal.webhook(),
    folder: folder.path,
    clock: skippingClock(),
    demo: true,
  });
  try {
    return await work(
      session,
      () => portal.requests,
      order => portal.give(order),
      createClient({address: parsed.address, version: 'bench', clock: skippingClock(), onPause: () => {}}),
    );
  } finally {
    journal.close();
    await portal.close();
  }
}

if (process.argv[1] === import.meta.filename) printFigures(await listFigures());
