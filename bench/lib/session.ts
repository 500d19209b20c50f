import type {Clock} from '../../source/domain/clock.ts';
import {parseWebhookAddress} from '../../source/domain/webhook.ts';
import type {Session} from '../../source/engine/contract.ts';
import {openSession} from '../../source/engine/session.ts';
import {createIntents} from '../../source/journal/intents.ts';
import {type Journal, openJournal} from '../../source/journal/journal.ts';
import {createLocks} from '../../source/journal/lock.ts';
import type {Transport} from '../../source/portal/transport.ts';

export interface BenchOptions {
  readonly webhook: string;
  /** Where the journal, intents and locks are. */
  readonly folder: string;
  readonly clock: Clock;
  readonly demo: boolean;
  /** The network unless given. */
  readonly transport?: Transport;
}

/** The program on a clock and a network of one's own, with a new journal: the caller closes that. */
export async function openBench({
  webhook,
  folder,
  clock,
  demo,
  transport,
}: BenchOptions): Promise<{session: Session; journal: Journal}> {
  const parsed = parseWebhookAddress(webhook);
  if (!parsed.ok) throw new Error(parsed.problem);
  const journal = await openJournal(folder);
  const session = await openSession({
    address: parsed.address,
    demo,
    version: 'bench',
    clock,
    folder,
    journal: async () => journal,
    intents: createIntents(folder),
    locks: await createLocks(folder),
    ...(transport ? {transport} : {}),
  });
  return {session, journal};
}
