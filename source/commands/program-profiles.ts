import type {Command} from 'commander';
import {REHIRE_POLICIES} from '../domain/profile.ts';
import type {AddFlags} from './profiles/add.ts';
import type {RemoveFlags, SetFlags} from './profiles/change.ts';
import type {ListFlags} from './profiles/list.ts';
import type {TestFlags} from './profiles/test.ts';
import {choice, type Chosen, json, one, yes} from './program-options.ts';

const EXAMPLES = {
  profiles: `
Examples:
  b24-handover profiles                                  the saved portals
  b24-handover profiles add acme                         asks for the webhook address, or takes B24_HANDOVER_WEBHOOK
  pass show acme-webhook | b24-handover profiles add acme
  b24-handover profiles test acme
  b24-handover --profile acme

The webhook address is never a flag's value: every user of the machine could read it there. It is kept in the system
keychain, or where there is none in a file that only you can read.`,
  set: `
Examples:
  b24-handover profiles set acme --max-rps 1             one request a second at most
  b24-handover profiles set acme --rehire always         counts in a terminal only, where you are still asked
  b24-handover profiles set acme --rehire none           as if nothing had been saved`,
};

/** The commands about saved portals. */
export function addProfileCommands(program: Command, choose: (chosen: Chosen) => void): void {
  const profiles = program
    .command('profiles')
    .description('lists, adds, tests, renames and removes saved portals')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES.profiles);
  profiles
    .command('list', {isDefault: true})
    .description('the saved portals, the one used last first')
    .addOption(json())
    .action((flags: ListFlags) => choose(async outside => (await import('./profiles/list.ts')).list(flags, outside)));
  defaults(profiles.command('add'))
    .description('tries a webhook address from B24_HANDOVER_WEBHOOK or standard input, and saves it')
    .argument('[name]', 'what it is called here; made of its address unless given')
    .addOption(json())
    .action((name: string | undefined, flags: AddFlags) =>
      choose(async outside => (await import('./profiles/add.ts')).add(name, flags, outside)),
    );
  profiles
    .command('test')
    .description('signs in with the saved key, and says what it can do')
    .argument('<name>', 'a saved portal')
    .addOption(json())
    .action((name: string, flags: TestFlags) =>
      choose(async outside => (await import('./profiles/test.ts')).test(name, flags, outside)),
    );
  profiles
    .command('rename')
    .description('gives it another name')
    .argument('<name>', 'a saved portal')
    .argument('<new-name>', 'its new name')
    .addOption(json())
    .action((name: string, to: string, flags: {json?: boolean}) =>
      choose(async outside => (await import('./profiles/change.ts')).rename(name, to, flags, outside)),
    );
  defaults(profiles.command('set'))
    .description('changes the pace and the policy that count on it')
    .argument('<name>', 'a saved portal')
    .addOption(json())
    .addHelpText('after', EXAMPLES.set)
    .action((name: string, flags: SetFlags) =>
      choose(async outside => (await import('./profiles/change.ts')).set(name, flags, outside)),
    );
  profiles
    .command('remove')
    .description('deletes it and its key from this computer')
    .argument('<name>', 'a saved portal')
    .addOption(yes())
    .addOption(json())
    .action((name: string, flags: RemoveFlags) =>
      choose(async outside => (await import('./profiles/change.ts')).remove(name, flags, outside)),
    );
  for (const command of profiles.commands) command.allowExcessArguments(false);
}

function defaults(command: Command): Command {
  return command
    .addOption(one('--max-rps <number>', 'most requests a second on this portal, or none'))
    .addOption(
      choice('--rehire <policy>', 'when to open the account of a dismissed leaver; counts in a terminal only', [
        ...REHIRE_POLICIES,
        'none',
      ]),
    );
}
