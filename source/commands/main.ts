import {CommanderError} from 'commander';
import {EXIT, type ExitCode} from '../domain/outcomes.ts';
import {oneLine} from '../domain/text.ts';
import {UsageTrouble} from '../domain/trouble.ts';
import {plain} from '../words/plain.ts';
import {NAMES_COMMAND} from './completion/model.ts';
import {GUARD_COMMAND, runGuard} from './guard.ts';
import {KEYCHAIN_COMMAND, runKeychain} from './keychain.ts';
import {openProcess} from './process.ts';
import {buildProgram, commandOf, refuseUnknownCommand} from './program.ts';
import type {Chosen} from './program-options.ts';
import {secretInArguments} from './secrets.ts';

/** Carries out what the arguments ask for, and ends the process. */
export async function main(argv: readonly string[]): Promise<never> {
  if (argv[0] === GUARD_COMMAND) return runGuard(argv[1]);
  if (argv[0] === KEYCHAIN_COMMAND) return runKeychain();
  if (argv[0] === NAMES_COMMAND) return (await import('./completion/names.ts')).runNames();
  let chosen: Chosen | undefined;
  const program = buildProgram(__VERSION__, command => {
    chosen = command;
  });
  const command = commandOf(argv, program);
  const json = argv.includes('--json') || argv.includes('--json-lines');
  let traceFile: string | undefined;
  program.hook('preAction', (_, acting) => {
    traceFile = acting.opts<{trace?: string}>().trace;
  });
  const {outside, conduct, trace} = openProcess(command, json);

  return conduct(async () => {
    refuseSecrets(argv);
    refuseUnknownCommand(argv, program);
    const code = await parse(() => program.parseAsync(argv, {from: 'user'}), command);
    if (code !== undefined) return code;
    if (traceFile !== undefined) trace(traceFile);
    return chosen ? await chosen(outside) : EXIT.done;
  });
}

/** The code when the arguments were all there was to do (`--help`), undefined when a command is to be carried out. */
async function parse(parsing: () => Promise<unknown>, command: string): Promise<ExitCode | undefined> {
  try {
    await parsing();
    return undefined;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return EXIT.done;
    const what = oneLine(error.message.replace(/^error: /, ''), 300);
    throw new UsageTrouble(plain.seeHelp(what.endsWith('.') || what.endsWith(')') ? what : `${what}.`, command));
  }
}

/** A webhook address on the command line stands in the process list, whatever flag it was meant for. */
function refuseSecrets(argv: readonly string[]): void {
  const masked = secretInArguments(argv);
  if (masked !== undefined) throw new UsageTrouble(plain.secretAsArgument(oneLine(masked, 200)));
}
