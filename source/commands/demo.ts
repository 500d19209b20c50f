import type {ExitCode} from '../domain/outcomes.ts';
import {readRunFlags, type RunFlags} from './answers/run.ts';
import {portalLine} from './output/head-lines.ts';
import type {Outside} from './outside.ts';
import {openDemo, signInToWrite} from './portal/open.ts';
import {shutWindowsFirst} from './portal/windows.ts';
import {runOn} from './run.ts';

export interface DemoFlags {
  readonly reset?: boolean;
  readonly serve?: boolean;
  /** Started by another of our processes, to which the portal belongs. */
  readonly child?: boolean;
  readonly json?: boolean;
}

/** Who leaves the built-in company, and a believable successor: head of the same department. */
const LEAVER = '42';
const SUCCESSOR = '12';

export async function demo(flags: DemoFlags, outside: Outside): Promise<ExitCode> {
  if (flags.serve) return (await import('./demo-serve.ts')).serveDemo(flags, outside);
  if (outside.interactive && !flags.json) {
    return (await import('./wizard.ts')).wizard({profile: 'demo'}, outside, {resetDemo: flags.reset === true});
  }
  const job: RunFlags = {leaver: LEAVER, to: [SUCCESSOR], type: [], state: [], yes: true, rehire: 'when-refused'};
  const answers = readRunFlags(job, false);
  const opened = await openDemo(outside, flags.reset === true);
  await shutWindowsFirst(opened, outside);
  await opened.engine.checkFiles();
  const session = await signInToWrite(opened, outside);
  outside.say(portalLine(session.connection));
  return runOn(opened, session, answers, flags.json ? {json: true} : {}, outside);
}
