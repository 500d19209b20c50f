import {type Command, InvalidArgumentError, Option} from 'commander';
import type {ExitCode} from '../domain/outcomes.ts';
import {REHIRE_POLICIES} from '../domain/profile.ts';
import {plain} from '../words/plain.ts';
import type {Outside} from './outside.ts';

/** A command that was asked for, loaded only when it is carried out. */
export type Chosen = (outside: Outside) => Promise<ExitCode>;

// Options that several commands take, each with one wording and one check.

const collect = (value: string, before: string[] = []): string[] => [...before, value];

export const profile = (): Option => new Option('--profile <name>', 'a saved portal, or demo').argParser(onceNotEmpty);
export const json = (): Option => new Option('--json', 'one object as the last line of standard output');
export const jsonLines = (): Option => new Option('--json-lines', 'events as lines of JSON, the result last');
export const trace = (): Option =>
  new Option(
    '--trace <file>',
    'add every request and answer to a file, without secrets; it holds names and titles',
  ).argParser(onceNotEmpty);
export const yes = (): Option => new Option('--yes', 'ask nothing; needed without a terminal');
export const one = (flags: string, description: string): Option => new Option(flags, description).argParser(once);
export const several = (flags: string, description: string): Option =>
  new Option(flags, description).argParser(collect);

/** One of a few words, once. */
export function choice(flags: string, description: string, choices: readonly string[]): Option {
  const option = new Option(flags, description).choices(choices);
  const check = option.parseArg;
  return option.argParser((value: string, before: string | undefined) => {
    check?.(value, undefined);
    return once(value, before);
  });
}

/** Who leaves, who receives, and what of it: `run` and `plan`. */
export function scopeOptions(command: Command): Command {
  return command
    .addOption(one('--leaver <who>', 'whose records: id or e-mail'))
    .addOption(several('--to <who>', 'who receives them: ID, e-mail or head, or TYPE=ID for one type; may be repeated'))
    .addOption(several('--divide <how>', 'how several --to share: turns or balanced, also per type: deal=balanced'))
    .addOption(new Option('--together', 'records of one client go to one person'))
    .addOption(
      choice('--follow <whom>', 'activities of others’ records go to their owner (owner) or the chosen one', [
        'owner',
        'chosen',
      ]),
    )
    .addOption(several('--type <types>', 'only these types: lead,deal,…'))
    .addOption(several('--state <state>', 'all, open or closed, also per type: activity=all'))
    .addOption(several('--pipeline <id>', 'only these pipelines: deal=2'))
    .addOption(several('--stage <id>', 'only these stages: deal=C2:NEW'))
    .addOption(several('--created-after <date>', 'made on that day or later, also per type: deal=2026-01-31'))
    .addOption(several('--created-before <date>', 'made before that day'))
    .addOption(several('--changed-after <date>', 'last changed on that day or later'))
    .addOption(several('--changed-before <date>', 'last changed before that day'))
    .addOption(one('--ids-file <file>', 'exactly these records: type,id or type,id,successor, one a line'))
    .addOption(one('--request <file>', 'all of this as JSON; plan --schema prints how it is written'))
    .addOption(accept());
}

/** How a plan is carried out: every command that writes records. */
export function writeOptions(command: Command): Command {
  return command
    .addOption(
      choice('--rehire <policy>', 'open the account of a dismissed leaver for invoices and activities', [
        ...REHIRE_POLICIES,
      ]),
    )
    .addOption(
      one('--patience <duration>', 'how long to go on without an answer of the portal: 20s, 30m (30m unless given)'),
    )
    .addOption(one('--window-limit <duration>', 'how long the account may be open in all (30m unless given)'))
    .addOption(
      one(
        '--max-rps <number>',
        'most requests a second, below what the portal lets through; not while an account is open',
      ),
    )
    .addOption(yes())
    .addOption(profile())
    .addOption(json())
    .addOption(jsonLines());
}

/** Stops after the first records of each type: every command that begins with them. */
export function canaryOnly(): Option {
  return new Option('--canary-only', 'only the first records of each type, to look at them; resume does the rest');
}

export function accept(): Option {
  return new Option('--accept-unmovable', 'records that REST cannot move are kept by choice instead of left');
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
