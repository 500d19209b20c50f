import {EXIT, type ExitCode} from '../domain/outcomes.ts';
import {findFolders} from '../settings/folders.ts';
import {openProfiles} from '../settings/profiles.ts';
import {plain} from '../words/plain.ts';
import {startDemo} from './start-demo.ts';
import {leave, tellFailure} from './exit.ts';
import {guardCommand} from './guard.ts';
import {systemSecrets} from './keychain.ts';
import {factLine} from './output/line.ts';
import type {Outside} from './outside.ts';
import {secretKeeper, takeEnvironment} from './secrets.ts';
import {hasControllingTerminal, listenToSignals, outlivesTerminal} from './signals.ts';
import {isInteractive} from './terminal.ts';
import {openTrace, type TraceFile} from './trace-file.ts';
import {StoppedTrouble} from './trouble.ts';

/** How the real process looks from a command, and how it ends. */
export interface Process {
  readonly outside: Outside;
  /** Carries out a command and ends the process with its code, whatever happens in it. */
  readonly conduct: (command: () => Promise<ExitCode>) => Promise<never>;
  /** From now on, all that is asked of portals is written to this file. @throws UsageTrouble where it cannot be */
  readonly trace: (file: string) => void;
}

/**
 * @param command the name that a failure's JSON object gives
 * @param json whether failures are also told as an object
 */
export function openProcess(command: string, json: boolean): Process {
  const {hide, redact} = secretKeeper();
  const {stdin, stdout, stderr} = process;
  const env = takeEnvironment(process.env);
  const write = (stream: NodeJS.WriteStream, text: string): void => {
    if (stream.writable) stream.write(text);
  };
  // A reader that went away, or a terminal that is gone, must not end a run that has an account open.
  stdout.on('error', () => {});
  stderr.on('error', () => {});
  stdin.on('error', () => {});
  const out = (line: string): void => write(stdout, `${redact(line)}\n`);
  const say = (line: string): void => write(stderr, `${redact(line)}\n`);
  const cleanups: (() => void | Promise<void>)[] = [];

  let leaving: Promise<never> | undefined;
  const end = (code: ExitCode): Promise<never> => {
    leaving ??= (async () => {
      for (const cleanup of cleanups.toReversed()) await settled(cleanup);
      return leave(code, [stdout, stderr]);
    })();
    return leaving;
  };
  const fail = (error: unknown): ExitCode => tellFailure(error, {command, json, out, say});

  const terminals = [stdin, stdout, stderr].map(stream => stream.isTTY);
  const stopping = listenToSignals(
    {
      first: () => say(factLine(plain.label.stop, plain.stopping)),
      again: () => say(factLine(plain.label.stop, plain.stoppingAgain)),
      leave: () => void end(fail(new StoppedTrouble(plain.interrupted))),
    },
    process,
    outlivesTerminal(terminals, hasControllingTerminal()),
  );
  let bug: ExitCode | undefined;
  const onBug = (error: unknown): void => {
    const code = fail(error);
    bug ??= code;
    // What must come to its end does, and is then told by `conduct`; the exit code stays that of the bug.
    if (stopping.busy()) stopping.interrupt();
    else void end(code);
  };
  process.on('uncaughtException', onBug).on('unhandledRejection', onBug);

  let tracing: TraceFile | undefined;
  const trace = (file: string): void => {
    // A screen that is being drawn must not be written into: there it is said at the end.
    const hasScreen = stdout.isTTY && (command === 'wizard' || command === 'demo');
    const warn = (sentence: string): void => {
      const tell = (): void => say(factLine(plain.label.note, sentence));
      if (hasScreen) cleanups.push(tell);
      else tell();
    };
    tracing = openTrace(file, {version: __VERSION__, command, now: () => Date.now(), redact, warn});
  };
  const folders = findFolders();
  const interactive = isInteractive(env, stdin, stdout);
  const outside: Outside = {
    env,
    stdin,
    interactive,
    ...(stdout.isTTY ? {columns: stdout.columns} : {}),
    now: () => Date.now(),
    folders,
    profiles: openProfiles(folders.config, systemSecrets(folders, process.env, interactive)),
    signal: stopping.signal,
    hurry: stopping.hurry,
    out,
    reveal: line => write(stdout, `${line}\n`),
    pour: text => pour(stdout, text, redact),
    say,
    prompt: text => write(stderr.isTTY ? stderr : stdout, redact(text)),
    hide,
    untilDone: stopping.untilDone,
    interrupt: stopping.interrupt,
    atEnd: cleanup => void cleanups.push(cleanup),
    async loadEngine(folder) {
      const {createEngine} = await import('../engine/engine.ts');
      const traced = tracing ? {trace: tracing} : {};
      return createEngine({folder, version: __VERSION__, guardCommand: guardCommand(tracing?.file), ...traced});
    },
    startDemo: ({reset}) => startDemo(folders.demo, reset),
  };
  return {
    outside,
    trace,
    async conduct(work) {
      let code: ExitCode;
      try {
        code = await work();
      } catch (error) {
        code = fail(isStop(error, stopping.signal) ? new StoppedTrouble(plain.interrupted) : error);
      }
      // An account that is open is worse news than a bug.
      return end(bug === undefined || code === EXIT.open ? code : bug);
    },
  };
}

/** Waits whenever the reader is slower, so that a file of any length stays out of memory. */
async function pour(
  stream: NodeJS.WriteStream,
  text: Iterable<string>,
  redact: (text: string) => string,
): Promise<void> {
  for (const chunk of text) {
    if (!stream.writable) return;
    if (stream.write(redact(chunk))) continue;
    await new Promise<void>(resolve => {
      const go = (): void => {
        stream.off('drain', go).off('close', go).off('error', go);
        resolve();
      };
      stream.on('drain', go).on('close', go).on('error', go);
    });
  }
}

/** A cleanup that fails must not keep the others, or the end, from coming. */
async function settled(cleanup: () => void | Promise<void>): Promise<void> {
  try {
    await cleanup();
  } catch {
    // Nothing can be done about it any more, and the exit code is about the work.
  }
}

/** Whether a failure is only what being asked to stop looks like from within. */
function isStop(error: unknown, signal: AbortSignal): boolean {
  return signal.aborted && (error === signal.reason || (error instanceof Error && error.name === 'AbortError'));
}
