import {render} from 'ink';
import {EXIT, type ExitCode} from '../domain/outcomes.ts';
import {type Failure, failureOf, initial, type Target, type WizardState} from '../domain/wizard/index.ts';
import {words} from '../words/index.ts';
import {App} from './app.tsx';
import {Backstage} from './backstage.ts';
import {PacedInput, type TerminalInput} from './input/paced-input.ts';
import type {WizardServices} from './services.ts';
import {summaryLines} from './summary.ts';

/** What a start of the wizard is given. */
export interface WizardOptions {
  readonly services: WizardServices;
  /** Opens this portal at once: the demo, or a saved one by name. */
  readonly start?: {readonly portal?: 'demo' | (string & {})};
  readonly stdin: TerminalInput;
  readonly stdout: NodeJS.WriteStream;
  /** Aborted by a signal or a lost terminal: like Ctrl-C already confirmed. */
  readonly signal: AbortSignal;
}

/** How the wizard ended. */
export interface WizardEnd {
  readonly exit: ExitCode;
  readonly lines: readonly string[];
  readonly failed?: {readonly error: unknown};
}

/**
 * Runs the wizard to its end. It never ends the process: the caller prints `lines`, which say what remains to be known
 * after the wizard's own screen has vanished, and exits with `exit`; or throws on what `failed` holds, which is what a run
 * threw instead of reporting. What earlier runs came to is told all the same. Where an account is open, nothing else is
 * said to have failed.
 */
export async function runWizard(options: WizardOptions): Promise<WizardEnd> {
  const {services, stdin, stdout, signal} = options;
  const backstage = new Backstage(services);
  const stop = (): void => backstage.stop();
  const input = new PacedInput(stdin);
  input.once('gone', stop);
  stdout.on('error', stop);
  signal.addEventListener('abort', stop, {once: true});
  if (signal.aborted) stop();

  const start = firstState(services, options.start?.portal);
  let failed: {readonly error: unknown} | undefined;
  let exit: ExitCode | undefined;
  const app = render(<App start={start} backstage={backstage} words={words} />, {
    stdin: input as unknown as NodeJS.ReadStream,
    stdout,
    exitOnCtrlC: false,
    alternateScreen: true,
    interactive: true,
    // Nothing of ours writes to the console; what a library says there is gone with this screen.
    patchConsole: false,
    maxFps: 30,
  });
  try {
    exit = (await app.waitUntilExit()) as ExitCode | undefined;
  } catch (error) {
    failed = {error};
  }
  // The screen may be gone while the engine still finishes a request or shuts an account.
  await backstage.end();
  input.dispose();
  stdout.off('error', stop);
  signal.removeEventListener('abort', stop);

  const open = backstage.mayBeOpen();
  failed ??= backstage.crashed;
  const lines = summaryLines(backstage.finished, backstage.windows, words);
  const code = open ? EXIT.open : exit === undefined || exit === EXIT.open ? EXIT.stopped : exit;
  return {exit: code, lines, ...(failed && !open ? {failed} : {})};
}

/** The first state. What cannot be read of our own files is told on the first screen, and does not keep the rest from working. */
function firstState(services: WizardServices, portal: string | undefined): WizardState {
  const noticed: Failure[] = [];
  const read = <T,>(what: () => readonly T[]): readonly T[] => {
    try {
      return what();
    } catch (error) {
      noticed.push(failureOf(error));
      return [];
    }
  };
  const windows = read(() => services.abandonedWindows());
  const saved = read(() => services.savedPortals());
  const target: Target | undefined =
    portal === undefined ? undefined : portal === 'demo' ? {to: 'demo'} : {to: 'saved', name: portal};
  return initial({saved, windows, noticed, target, guide: services.firstTimes()});
}
