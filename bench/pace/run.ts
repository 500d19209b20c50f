// Carries out one case of the pace benchmark and says what it took. Started by bench/pace.ts, in a process of its own.
import {startPortal} from '../../source/demo/server.ts';
import {defaultScope} from '../../source/domain/scope.ts';
import {parseWebhookAddress} from '../../source/domain/webhook.ts';
import {PortalFault} from '../../source/portal/faults.ts';
import {createTransport, type Transport} from '../../source/portal/transport.ts';
import {temporaryFolder} from '../lib/folder.ts';
import {openBench} from '../lib/session.ts';
import {type Case, CASES} from './cases.ts';
import {heldIn, methodCosts} from './portal.ts';
import {Timeline} from './timeline.ts';
import {fullScope} from '../../source/domain/scope/type-scope.ts';
import {toPeople} from '../../source/domain/rules/to-people.ts';

/** What one case came to. */
export interface Paced {
  /** From the first request of planning to the report. */
  readonly seconds: number;
  readonly requests: number;
  readonly tooMany: number;
  /** Held back by execution time: requests, and commands within a batch. */
  readonly held: number;
  readonly moved: number;
  /** Processor time of program and portal together, which the seconds above leave out. */
  readonly cpuSeconds: number;
}

// Both are active, so that no account has to be opened: that is another subject.
const LEAVER = 6;
const SUCCESSOR = 12;
const MINUTE = 60_000;

async function carryOut(one: Case): Promise<Paced> {
  using folder = temporaryFolder();
  const timeline = new Timeline(Date.UTC(2026, 10, 3, 9, 0, 0));
  const {updateMs, readMs, latencyMs, limits, operatingSeconds: seconds, billing} = one;
  const portal = await startPortal({
    company: 'empty',
    records: one.types.map(({table, records}) => ({table, responsible: LEAVER, count: records})),
    clock: timeline.portal,
    latencyMs,
    cost: methodCosts(updateMs, readMs),
    limits,
    operating: {seconds, billing},
  });
  const parsed = parseWebhookAddress(portal.webhook());
  if (!parsed.ok) throw new Error(parsed.problem);
  const seen = {tooMany: 0, held: 0};
  const {session, journal} = await openBench({
    webhook: portal.webhook(),
    folder: folder.path,
    clock: timeline.program,
    demo: true,
    transport: timeline.watch(counting(createTransport(parsed.address, 'bench'), seen)),
  });
  const [leaver, general] = await session.peopleByIds([LEAVER, SUCCESSOR]);
  if (!leaver || !general) throw new Error('nobody is there');
  // The portal's execution time is counted by the minute: all cases begin with one, and with an empty bucket.
  await timeline.program.wait(MINUTE - (timeline.program.now() % MINUTE));
  const [begun, before] = [timeline.program.now(), portal.requests];
  const scope = defaultScope(session.connection.types);
  const plan = await session.plan({leaver, scope: fullScope(scope), ...toPeople(general), ownersKeep: true}, () => {});
  const report = await session.run(
    plan,
    {
      rehire: 'never',
      acceptUnmovable: false,
      signal: new AbortController().signal,
      consent: async () => false,
    },
    () => {},
  );
  const {user, system} = process.cpuUsage();
  const took = {
    seconds: (timeline.program.now() - begun) / 1000,
    requests: portal.requests - before,
    ...seen,
    moved: report.counts.moved,
    cpuSeconds: (user + system) / 1e6,
  };
  await portal.close();
  journal.close();
  return took;
}

function counting(transport: Transport, seen: {tooMany: number; held: number}): Transport {
  return async (...request) => {
    try {
      const answer = await transport(...request);
      seen.held += heldIn(answer);
      return answer;
    } catch (error) {
      if (error instanceof PortalFault && error.kind === 'too-many') seen.tooMany += 1;
      if (error instanceof PortalFault && error.kind === 'execution-time') seen.held += 1;
      throw error;
    }
  };
}

const asked = CASES.find(one => one.name === process.argv[2]);
if (!asked) throw new Error(`there is no case ${process.argv[2]}`);
process.stdout.write(`${JSON.stringify(await carryOut(asked))}\n`);
