import type {Command} from 'commander';

/** Examples for the help of commands that have no more to explain. A test runs every line of them through the parser. */
const EXAMPLES: Readonly<Record<string, string>> = {
  wizard: `
Examples:
  b24-handover                                  asks which portal
  b24-handover wizard --profile acme            begins with the list of people of a saved one
  b24-handover --profile demo                   on the built-in portal
  b24-handover --trace trace.jsonl              with all that is asked of the portal in a file`,
  leavers: `
Examples:
  b24-handover leavers
  b24-handover leavers --profile acme --json | jq '.people[] | select(.holds > 0)'`,
  tally: `
Examples:
  b24-handover tally --leaver 42
  b24-handover tally --leaver anna@example.com --json | jq .total`,
  'close-windows': `
Examples:
  b24-handover close-windows                    on every portal whose key is saved
  b24-handover close-windows --profile acme

Asks nothing, and needs no --yes: an account that was opened is shut.`,
  doctor: `
Examples:
  b24-handover doctor
  b24-handover doctor --demo                    what it looks like where all is well
  b24-handover doctor --report doctor.json      also a file for a bug report

Ends with 0 when all that a handover needs holds, with 1 where something in its way was found (lines with "!").`,
  demo: `
Examples:
  b24-handover demo                             the wizard; without a terminal the whole job in plain lines
  b24-handover demo --reset --json
  b24-handover demo --serve                     only the portal, for a program of your own`,
  'profiles list': `
Examples:
  b24-handover profiles
  b24-handover profiles list --json | jq -r '.profiles[].name'`,
  'profiles add': `
Examples:
  b24-handover profiles add acme                asks for the webhook address
  pass show acme-webhook | b24-handover profiles add acme --max-rps 1`,
  'profiles test': `
Example:
  b24-handover profiles test acme`,
  'profiles rename': `
Example:
  b24-handover profiles rename acme acme-berlin`,
  'profiles remove': `
Examples:
  b24-handover profiles remove acme             asks first
  b24-handover profiles remove acme --yes`,
  'history forget': `
Examples:
  b24-handover history forget 12                asks first; undo, retry and resume of it are not possible afterwards
  b24-handover history forget 12 --yes --profile demo`,
};

/** Adds them to the commands they belong to. */
export function addExamples(program: Command): void {
  for (const [path, text] of Object.entries(EXAMPLES)) commandAt(program, path)?.addHelpText('after', text);
}

/** The command of this name: "profiles add". */
export function commandAt(program: Command, path: string): Command | undefined {
  let at: Command | undefined = program;
  for (const name of path.split(' ')) at = at?.commands.find(command => command.name() === name);
  return at;
}
