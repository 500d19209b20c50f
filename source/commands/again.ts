import type {ExitCode} from '../domain/outcomes.ts';
import type {Person} from '../domain/people.ts';
import {UsageTrouble} from '../domain/trouble.ts';
import type {RunSummary, Session} from '../engine/contract.ts';
import {plain} from '../words/plain.ts';
import {type RunChoices, readChoices, type WriteFlags} from './answers/run.ts';
import {leaverOf} from './apply.ts';
import {leaverLine, portalLine} from './output/head-lines.ts';
import type {Outside} from './outside.ts';
import {type OpenedPortal, signInToWrite} from './portal/open.ts';
import {openPortalOf, openRecords, type Records} from './portal/records.ts';
import {shutWindowsFirst} from './portal/windows.ts';

/** A run that a command goes back to, on its own portal, signed in. */
export interface Again {
  readonly run: RunSummary;
  readonly opened: OpenedPortal;
  readonly session: Session;
  readonly leaver: Person;
  readonly choices: RunChoices;
}

/**
 * What `resume`, `retry` and `undo` share: the run is looked up first and judged, then its portal is opened, accounts
 * that are open there are shut, and the key is tried.
 *
 * @param find the run that is meant; throws UsageTrouble for one that the command cannot take
 */
export async function goBack(
  flags: WriteFlags,
  outside: Outside,
  find: (records: Records) => Promise<RunSummary>,
  go: (again: Again) => Promise<ExitCode>,
): Promise<ExitCode> {
  const choices = readChoices(flags, outside.interactive);
  const run = await find(await openRecords(flags.profile, outside));
  if (run.state === 'running') throw new UsageTrouble(plain.runStillWorks(run.run));
  // Places of meetings are erased with the titles, and a write without its place empties that of the calendar.
  if (run.forgotten) throw new UsageTrouble(plain.runForgotten(run.run));
  const opened = await openPortalOf(run, flags.profile, outside);
  await shutWindowsFirst(opened, outside);
  await opened.engine.checkFiles();
  const session = await signInToWrite(opened, outside);
  outside.say(portalLine(session.connection));
  const leaver = await leaverOf(run, session);
  outside.say(leaverLine(leaver));
  return go({run, opened, session, leaver, choices});
}
