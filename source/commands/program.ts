import {Argument, Command, Option} from 'commander';
import {UsageTrouble} from '../domain/trouble.ts';
import {plain} from '../words/plain.ts';
import {
  canaryOnly,
  type Chosen,
  json,
  jsonLines,
  one,
  profile,
  scopeOptions,
  trace,
  writeOptions,
} from './program-options.ts';
import {addExamples} from './program-examples.ts';
import {addProfileCommands} from './program-profiles.ts';
import {addRunCommands} from './program-runs.ts';
import type {LeaversFlags} from './leavers.ts';
import type {RunFlags} from './answers/run.ts';
import type {TallyFlags} from './tally.ts';
import type {CloseFlags} from './close-windows.ts';
import type {DemoFlags} from './demo.ts';
import type {DoctorFlags} from './doctor.ts';
import type {WizardFlags} from './wizard.ts';

const EXAMPLES = {
  root: `
Examples:
  b24-handover                                    the wizard
  b24-handover --profile demo                     the wizard on the built-in portal, where nothing real is changed
  b24-handover leavers                            the dismissed, and what they still hold
  b24-handover tally --leaver 42
  b24-handover run --leaver 42 --to 12            everything of #42 to #12, after one question
  b24-handover plan --leaver 42 --to 12           the same in two steps: pin, look, then apply
  b24-handover undo 12                            puts back what run 12 moved

Portal: --profile NAME, B24_HANDOVER_PROFILE, or a webhook address in B24_HANDOVER_WEBHOOK or on standard input.

Exit codes:
  0    done and proved; also when there is nothing to hand over
  1    some records failed or are left; doctor: something that a handover needs does not hold
  2    bad input
  3    an account is open: beats every other
  4    the portal refuses or cannot be reached
  5    busy: another run holds the portal
  6    our own files cannot be read or written
  70   a bug
  130  stopped

Every command has --help with examples.`,
  completion: `
Examples:
  b24-handover completion bash > ~/.local/share/bash-completion/completions/b24-handover
  b24-handover completion zsh > ~/.zfunc/_b24-handover
  b24-handover completion fish > ~/.config/fish/completions/b24-handover.fish

It holds from the next shell on. bash without the package bash-completion: source <(b24-handover completion bash) in
~/.bashrc instead. zsh: the folder has to be in fpath before compinit (fpath+=~/.zfunc). After an update of this
program, make it again.`,
  run: `
Examples:
  b24-handover run --leaver anna@example.com --to 12
  b24-handover run --leaver 42 --to 12 --to contact=31,company=31 --state deal=open
  b24-handover run --leaver 42 --to 12 --yes --rehire when-refused --json      from a script

Types: lead deal deal-template contact contact:CATEGORYID company company:CATEGORYID estimate invoice old-invoice
activity task spa:ENTITYTYPEID. Activities follow the record they belong to.`,
};

const SHELLS = ['bash', 'zsh', 'fish'];

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
    .addOption(one('--leaver <who>', 'id or e-mail'))
    .addOption(profile())
    .addOption(json())
    .addOption(jsonLines())
    .action((flags: TallyFlags) => choose(async outside => (await import('./tally.ts')).tally(flags, outside)));
  writeOptions(scopeOptions(program.command('run')))
    .description('moves what one person holds to others, and proves it')
    .addOption(canaryOnly())
    .addHelpText('after', EXAMPLES.run)
    .action((flags: Partial<RunFlags>) =>
      choose(async outside => (await import('./run.ts')).run({to: [], type: [], state: [], ...flags}, outside)),
    );
  addRunCommands(program, choose);
  addProfileCommands(program, choose);
  program
    .command('close-windows')
    .description('shuts accounts that an interrupted run may have left open')
    .addOption(profile())
    .addOption(json())
    .action((flags: CloseFlags) =>
      choose(async outside => (await import('./close-windows.ts')).closeWindows(flags, outside)),
    );
  program
    .command('doctor')
    .description('asks a portal whether all holds that a handover takes for granted; only reads')
    .option('--demo', 'the built-in portal')
    .addOption(one('--report <file>', 'also a file for a bug report, without names, addresses, ids and secrets'))
    .addOption(profile())
    .addOption(json())
    .action((flags: DoctorFlags) => choose(async outside => (await import('./doctor.ts')).doctor(flags, outside)));
  program
    .command('demo')
    .description('the whole job on the built-in portal; no account needed, nothing real is changed')
    .option('--reset', 'begin anew')
    .option('--serve', 'only start the portal, print its webhook address and wait')
    .addOption(new Option('--child').hideHelp())
    .addOption(json())
    .action((flags: DemoFlags) => choose(async outside => (await import('./demo.ts')).demo(flags, outside)));
  program
    .command('completion')
    .description('prints a script that lets a shell complete commands, flags, values and names of portals')
    .addArgument(new Argument('<shell>', 'which one').choices(SHELLS))
    .addHelpText('after', EXAMPLES.completion)
    .action((shell: string) => choose(async outside => (await import('./completion.ts')).completion(shell, outside)));
  addExamples(program);
  for (const command of program.commands) command.allowExcessArguments(false);
  for (const command of withPortal(program)) command.addOption(trace());
  return program;
}

/** Commands that look at journal or settings alone: everything else talks to a portal, and can be traced. */
const WITHOUT_PORTAL = ['status', 'history', 'report', 'profiles', 'completion'];

function withPortal({commands}: Command): Command[] {
  const own = commands.filter(command => !WITHOUT_PORTAL.includes(command.name()));
  const profiles = commands.find(command => command.name() === 'profiles')?.commands ?? [];
  return [...own, ...profiles.filter(command => ['add', 'test'].includes(command.name()))];
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
