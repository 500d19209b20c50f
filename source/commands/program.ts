import {Command, InvalidArgumentError, Option} from 'commander';
import type {ExitCode} from '../domain/outcomes.ts';
import {UsageTrouble} from '../domain/trouble.ts';
import {plain} from '../words/plain.ts';
import type {LeaversFlags} from './leavers.ts';
import type {Outside} from './outside.ts';
import type {RunFlags} from './answers/run.ts';
import type {TallyFlags} from './tally.ts';
import type {CloseFlags} from './close-windows.ts';
import type {DemoFlags} from './demo.ts';
import type {WizardFlags} from './wizard.ts';

/** A command that was asked for, loaded only when it is carried out. */
export type Chosen = (outside: Outside) => Promise<ExitCode>;

const EXAMPLES = {
  root: `
Examples:
  b24-handover                                    the wizard
  b24-handover --profile demo                     the wizard on the built-in portal, where nothing real is changed
  b24-handover leavers                            the dismissed, and what they still hold
  b24-handover tally --leaver 42
  b24-handover run --leaver 42 --to 12            everything of #42 to #12, after one question

Portal: --profile NAME, B24_HANDOVER_PROFILE, or a webhook address in B24_HANDOVER_WEBHOOK or on standard input.
Exit codes: 0 done and proved, 1 some failed or are left, 2 bad input, 3 an account is open, 4 the portal refuses or
cannot be reached, 5 busy, 6 our own files, 70 a bug, 130 stopped.`,
  run: `
Examples:
  b24-handover run --leaver anna@example.com --to 12
  b24-handover run --leaver 42 --to 12 --to contact=31,company=31 --state deal=open
  b24-handover run --leaver 42 --to 12 --yes --rehire when-refused --json      from a script

Types: lead deal deal-template contact contact:CATEGORYID company company:CATEGORYID estimate invoice old-invoice
activity spa:ENTITYTYPEID. Activities follow the record they belong to.`,
};

const collect = (value: string, before: string[] = []): string[] => [...before, value];
const profile = (): Option => new Option('--profile <name>', 'a saved portal, or demo').argParser(onceNotEmpty);
const json = (): Option => new Option('--json', 'one object as the last line of standard output');
const jsonLines = (): Option => new Option('--json-lines', 'events as lines of JSON, the result last');
const several = (flags: string, description: string): Option => new Option(flags, description).argParser(collect);

/** Builds the command line. Nothing but commander and the tables of words is loaded for it. */
export function buildProgram(version: string, choose: (chosen: Chosen) => void): Command {
  const program = new Command('b24-handover')
    .description('Hands over everything a leaver is responsible for in a Bitrix24 CRM, with proof.')
    .version(version, '-V, --version')
    .addHelpText('after', EXAMPLES.root)
    .helpCommand(false)
    .exitOverride()
    .configureOutput({writeErr: () => {}});

  program
    .command('wizard', {isDefault: true})
    .description('asks for everything, screen by screen (what starts without a command)')
    .addOption(profile())
    .action((flags: WizardFlags) => choose(async outside => (await import('./wizard.ts')).wizard(flags, outside)));
  program
    .command('leavers')
    .description('lists the dismissed, each with what they still hold')
    .addOption(profile())
    .addOption(json())
    .action((flags: LeaversFlags) => choose(async outside => (await import('./leavers.ts')).leavers(flags, outside)));
  program
    .command('tally')
    .description('counts what one person holds, open and closed apart')
    .addOption(new Option('--leaver <who>', 'id or e-mail').argParser(once))
    .addOption(profile())
    .addOption(json())
    .addOption(jsonLines())
    .action((flags: TallyFlags) => choose(async outside => (await import('./tally.ts')).tally(flags, outside)));
  program
    .command('run')
    .description('moves what one person holds to others, and proves it')
    .addOption(new Option('--leaver <who>', 'whose records: id or e-mail').argParser(once))
    .addOption(several('--to <who>', 'who receives them: ID, or TYPE=ID for one type; may be repeated'))
    .addOption(several('--type <types>', 'only these types: lead,deal,…'))
    .addOption(several('--state <state>', 'all, open or closed, also per type: activity=all'))
    .addOption(
      new Option('--rehire <policy>', 'open the account of a dismissed leaver for invoices and activities').choices([
        'when-refused',
        'always',
        'never',
      ]),
    )
    .option('--accept-unmovable', 'records that REST cannot move are kept by choice instead of left')
    .option('--yes', 'ask nothing; needed without a terminal')
    .addOption(profile())
    .addOption(json())
    .addOption(jsonLines())
    .addHelpText('after', EXAMPLES.run)
    .action((flags: Partial<RunFlags>) =>
      choose(async outside => (await import('./run.ts')).run({to: [], type: [], state: [], ...flags}, outside)),
    );
  program
    .command('close-windows')
    .description('shuts accounts that an interrupted run may have left open')
    .addOption(profile())
    .addOption(json())
    .action((flags: CloseFlags) =>
      choose(async outside => (await import('./close-windows.ts')).closeWindows(flags, outside)),
    );
  program
    .command('demo')
    .description('the whole job on the built-in portal; no account needed, nothing real is changed')
    .option('--reset', 'begin anew')
    .option('--serve', 'only start the portal, print its webhook address and wait')
    .addOption(new Option('--child').hideHelp())
    .addOption(json())
    .action((flags: DemoFlags) => choose(async outside => (await import('./demo.ts')).demo(flags, outside)));
  for (const command of program.commands) command.allowExcessArguments(false);
  return program;
}

/** The command that the arguments name, for messages and JSON; the wizard when they name none. */
export function commandOf(argv: readonly string[], program: Command): string {
  const first = argv.find(argument => !argument.startsWith('-'));
  return program.commands.find(command => command.name() === first)?.name() ?? 'wizard';
}

/** A first word that is no command would be taken for an argument of the wizard: it is said as what it is. */
export function refuseUnknownCommand(argv: readonly string[], program: Command): void {
  const [first] = argv;
  const known = program.commands.map(command => command.name());
  if (first === undefined || first.startsWith('-') || known.includes(first)) return;
  throw new UsageTrouble(plain.unknownCommand(first, known.join(', ')));
}

/** One answer only: of two the second would silently win. */
function once(value: string, before: string | undefined): string {
  if (before !== undefined) throw new InvalidArgumentError(plain.givenTwice);
  return value;
}

function onceNotEmpty(value: string, before: string | undefined): string {
  if (value === '') throw new InvalidArgumentError(plain.givenEmpty);
  return once(value, before);
}
