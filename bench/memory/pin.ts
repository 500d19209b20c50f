// Pins so many records into a new journal and says what it took. Started by bench/memory.ts, in a process of its own.
import {defaultScope} from '../../source/domain/scope.ts';
import {skippingClock} from '../lib/clock.ts';
import {temporaryFolder} from '../lib/folder.ts';
import {openBench} from '../lib/session.ts';
import {LEAVER, LISTS, madeUpPortal, SUCCESSOR} from './source.ts';
import {fullScope} from '../../source/domain/scope/type-scope.ts';
import {toPeople} from '../../source/domain/rules/to-people.ts';

/** What one pinning came to. */
export interface Pinned {
  readonly records: number;
  readonly peakKb: number;
  readonly seconds: number;
}

async function pin(records: number): Promise<Pinned> {
  using folder = temporaryFolder();
  const {session, journal} = await openBench({
    webhook: 'https://made-up.bitrix24.com/rest/17/x7k2p9q4m1z8c3v6/',
    folder: folder.path,
    clock: skippingClock(),
    demo: false,
    transport: madeUpPortal(Math.ceil(records / LISTS)),
  });
  const [leaver, general] = await session.peopleByIds([LEAVER, SUCCESSOR]);
  if (!leaver || !general) throw new Error('nobody is there');
  const begun = performance.now();
  const scope = defaultScope(session.connection.types);
  const plan = await session.plan({leaver, scope: fullScope(scope), ...toPeople(general), ownersKeep: true}, () => {});
  const seconds = (performance.now() - begun) / 1000;
  journal.close();
  return {records: plan.records.length, peakKb: process.resourceUsage().maxRSS, seconds};
}

process.stdout.write(`${JSON.stringify(await pin(Number(process.argv[2])))}\n`);
