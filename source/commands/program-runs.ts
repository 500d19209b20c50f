import type {Command} from 'commander';
import type {RunFlags, WriteFlags} from './answers/run.ts';
import type {ApplyFlags} from './apply.ts';
import type {ForgetFlags} from './forget.ts';
import type {HistoryFlags} from './history.ts';
import type {PlanFlags} from './plan.ts';
import {
  accept,
  canaryOnly,
  choice,
  type Chosen,
  json,
  jsonLines,
  one,
  profile,
  scopeOptions,
  writeOptions,
  yes,
} from './program-options.ts';
import type {ReportFlags} from './report.ts';
import type {StatusFlags} from './status.ts';
import type {UndoFlags} from './undo.ts';

const EXAMPLES = {
  plan: `
Examples:
  b24-handover plan --leaver 42 --to 12
  b24-handover plan --leaver 42 --to 12 --json | jq -r .apply
  b24-handover plan --leaver 42 --to 12,31 --divide balanced --together
  b24-handover plan --leaver 42 --to 12 --type deal --pipeline 2 --state open
  b24-handover plan --leaver 42 --ids-file records.csv --to 12
  b24-handover plan --request handover.json

Nothing is written to the portal. What is printed last carries out just this plan, within a day.`,
  apply: `
Examples:
  b24-handover apply 7f3a9c0012ab
  b24-handover apply 7f3a9c --max-age 72h --yes --rehire when-refused --json`,
  resume: `
Examples:
  b24-handover resume              the newest unfinished run
  b24-handover resume 12 --yes     the portal of the run is found by itself among the saved ones`,
  retry: `
Example:
  b24-handover retry 12            what failed or was not tried, to the same people`,
  undo: `
Examples:
  b24-handover undo 12             what nobody has taken or edited since goes back
  b24-handover undo 12 --edited    what was edited since, too

The portal sends its messages again. An undo is a run, and can itself be undone.`,
  history: `
Examples:
  b24-handover history
  b24-handover history forget 12   erases the names and titles of run 12
  b24-handover history --profile demo`,
  status: `
Example:
  b24-handover status --json       from another terminal, while a run is at work; 3 while an account is open`,
  report: `
Examples:
  b24-handover report 12                              the three files again
  b24-handover report 12 --format csv --out leads.csv
  b24-handover report 12 --format json --out - | jq .counts

The table is parted by semicolons where decimals have a comma, by commas elsewhere: as Excel expects it there.`,
};

/** The commands about plans and runs: making one, carrying it out, going on, going back, looking at it. */
export function addRunCommands(program: Command, choose: (chosen: Chosen) => void): void {
  scopeOptions(program.command('plan'))
    .description('pins what run would move, and prints how to carry out just that; writes nothing to the portal')
    .addOption(profile())
    .addOption(json())
    .addOption(jsonLines())
    .option('--schema', 'print how the file of --request is written, as JSON Schema')
    .addHelpText('after', EXAMPLES.plan)
    .action((flags: Partial<RunFlags>) =>
      choose(async outside => {
        const given: PlanFlags = {to: [], type: [], state: [], ...flags};
        return (await import('./plan.ts')).plan(given, outside);
      }),
    );
  writeOptions(program.command('apply'))
    .description('carries out a plan that was pinned before, and nothing else')
    .argument('<digest>', 'the digest that plan printed, or its beginning')
    .addOption(one('--leaver <who>', 'refuse a plan that takes from somebody else'))
    .addOption(one('--max-age <duration>', 'refuse an older plan: 20s, 30m, 24h (24h unless given)'))
    .addOption(accept())
    .addOption(canaryOnly())
    .addHelpText('after', EXAMPLES.apply)
    .action((digest: string, flags: ApplyFlags) =>
      choose(async outside => (await import('./apply.ts')).apply(digest, flags, outside)),
    );
  writeOptions(program.command('resume'))
    .description('goes on with a run that was stopped or died')
    .argument('[run]', 'its number; the newest unfinished one unless given')
    .addOption(accept())
    .addOption(canaryOnly())
    .addHelpText('after', EXAMPLES.resume)
    .action((run: string | undefined, flags: WriteFlags) =>
      choose(async outside => (await import('./resume.ts')).resume(run, flags, outside)),
    );
  writeOptions(program.command('retry'))
    .description('tries again what failed or was not tried in a run')
    .argument('<run>', 'its number')
    .addOption(accept())
    .addHelpText('after', EXAMPLES.retry)
    .action((run: string, flags: WriteFlags) =>
      choose(async outside => (await import('./retry.ts')).retry(run, flags, outside)),
    );
  writeOptions(program.command('undo'))
    .description('puts back what a run moved, where nobody has taken or edited it since')
    .argument('<run>', 'its number')
    .option('--edited', 'put back records that were edited since, too')
    .addHelpText('after', EXAMPLES.undo)
    .action((run: string, flags: UndoFlags) =>
      choose(async outside => (await import('./undo.ts')).undo(run, flags, outside)),
    );
  addLooking(program, choose);
}

/** The commands that only look, and need no portal. */
function addLooking(program: Command, choose: (chosen: Chosen) => void): void {
  program
    .command('status')
    .description('what is at work, what is unfinished, and whether an account is open')
    .addOption(profile())
    .addOption(json())
    .addHelpText('after', EXAMPLES.status)
    .action((flags: StatusFlags) => choose(async outside => (await import('./status.ts')).status(flags, outside)));
  const history = program
    .command('history')
    .description('lists the runs, newest first')
    .addOption(profile())
    .addOption(json())
    .addHelpText('after', EXAMPLES.history)
    .action((flags: HistoryFlags) => choose(async outside => (await import('./history.ts')).history(flags, outside)));
  history
    .command('forget')
    .description('erases names and titles of a run in the journal, and its report files')
    .argument('<run>', 'its number')
    .addOption(yes())
    .addOption(profile())
    .addOption(json())
    .allowExcessArguments(false)
    .action((run: string, _flags: ForgetFlags, command: Command) => {
      // --profile and --json are options of `history` as well, which takes them wherever they stand.
      const flags = command.optsWithGlobals<ForgetFlags>();
      choose(async outside => (await import('./forget.ts')).forget(run, flags, outside));
    });
  program
    .command('report')
    .description('writes the report files of a run again, from the journal alone')
    .argument('<run>', 'its number')
    .addOption(choice('--format <format>', 'only this one', ['html', 'csv', 'json']))
    .addOption(one('--out <file>', 'to this file, or - for standard output'))
    .addOption(profile())
    .addOption(json())
    .addHelpText('after', EXAMPLES.report)
    .action((run: string, flags: ReportFlags) =>
      choose(async outside => (await import('./report.ts')).report(run, flags, outside)),
    );
}
