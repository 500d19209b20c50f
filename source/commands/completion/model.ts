import type {Argument, Command, Option} from 'commander';
import {PLAIN_TYPE_KEYS} from '../../domain/entity-types.ts';

/** What a shell may offer for a value. */
export type Values =
  | {readonly kind: 'words'; readonly words: readonly string[]}
  /** Words parted by commas. */
  | {readonly kind: 'list'; readonly words: readonly string[]}
  | {readonly kind: 'files'}
  /** Names of saved portals, which the program is asked for. */
  | {readonly kind: 'profiles'}
  /** Something that only whoever types it knows. */
  | {readonly kind: 'none'};

export interface FlagModel {
  /** `--json`; also short ones, `-V`. */
  readonly names: readonly string[];
  readonly description: string;
  /** Absent for a flag that takes no value. */
  readonly values?: Values;
}

export interface CommandModel {
  /** `profiles add`; empty for what starts without a command. */
  readonly path: string;
  readonly description: string;
  /** Its own commands, by their names. */
  readonly commands: readonly {readonly name: string; readonly description: string}[];
  readonly flags: readonly FlagModel[];
  /** What its arguments may be, in order. */
  readonly values: readonly Values[];
}

const NONE: Values = {kind: 'none'};

/** Everything that can be completed, read off the command line's own description. */
export function modelOf(program: Command): CommandModel[] {
  return levels(program, '');
}

function levels(command: Command, path: string): CommandModel[] {
  const help = command.createHelp();
  const commands = help.visibleCommands(command).filter(one => one.name() !== 'help');
  // What a word alone does is done by one of its commands: the flags of that are its own, too.
  const standIn = commands.find(one => isDefault(command, one));
  const flags = [command, ...(standIn ? [standIn] : [])].flatMap(one => help.visibleOptions(one).map(flagOf));
  const unique = flags.filter(({names: [name]}, index) => flags.findIndex(one => one.names[0] === name) === index);
  const own: CommandModel = {
    path,
    description: command.description(),
    commands: commands.map(one => ({name: one.name(), description: one.description()})),
    flags: unique,
    values: command.registeredArguments.map(valuesOfArgument),
  };
  return [own, ...commands.flatMap(one => levels(one, `${path} ${one.name()}`.trim()))];
}

/** Commander tells the command that stands in for a missing one nowhere but in its own field. */
function isDefault(command: Command, one: Command): boolean {
  return (command as unknown as {readonly _defaultCommandName: string | null})._defaultCommandName === one.name();
}

function flagOf(option: Option): FlagModel {
  const names = [option.long, option.short].flatMap(name => (name === undefined || name === null ? [] : [name]));
  const {description} = option;
  return option.required || option.optional ? {names, description, values: valuesOf(option)} : {names, description};
}

function valuesOf({argChoices, flags}: Option): Values {
  if (argChoices) return {kind: 'words', words: argChoices};
  switch (/<([^>]*)>/.exec(flags)?.[1] ?? '') {
    case 'file':
      return {kind: 'files'};
    case 'types':
      return {kind: 'list', words: PLAIN_TYPE_KEYS};
    case 'state':
      return {kind: 'list', words: ['all', 'open', 'closed']};
    case 'name':
      return {kind: 'profiles'};
    default:
      return NONE;
  }
}

function valuesOfArgument(argument: Argument): Values {
  if (argument.argChoices) return {kind: 'words', words: argument.argChoices};
  // An optional name is that of something new.
  return argument.name() === 'name' && argument.required ? {kind: 'profiles'} : NONE;
}

/** The word that makes this program print the names of saved portals. Nobody types it: it is not in the help. */
export const NAMES_COMMAND = 'complete-profiles';

/** Commands and flags of which the next word is the value. */
export function takingValues(models: readonly CommandModel[]): string[] {
  const names = models.flatMap(({flags}) => flags.flatMap(flag => (flag.values ? flag.names : [])));
  return [...new Set(names)].toSorted();
}

/** The cases of a shell's `case` by which a word leads from one command to a command of its own; bash and zsh read them alike. */
export function deeperCases(models: readonly CommandModel[]): string {
  return models
    .flatMap(({path, commands}) =>
      commands.map(({name}) => `      '${path}|${name}') command='${`${path} ${name}`.trim()}' ;;`),
    )
    .join('\n');
}
