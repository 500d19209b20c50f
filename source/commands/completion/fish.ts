import {type CommandModel, type FlagModel, NAMES_COMMAND, takingValues, type Values} from './model.ts';

/** A script for fish 3 and newer: a function that says which command is being typed, and one line for each thing to offer. */
export function fishScript(models: readonly CommandModel[]): string {
  const deeper = models.flatMap(({path, commands}) =>
    commands.map(
      ({name}) => `            case '${path}|${name}'\n                set path '${`${path} ${name}`.trim()}'`,
    ),
  );
  return `# fish completion for b24-handover. Made by: b24-handover completion fish
# Prints the command that is being typed and how many arguments it has so far: "profiles add|1".
function __b24_handover_at
    set -l path ''
    set -l skip 0
    set -l count 0
    set -l typed (commandline -opc)
    set -e typed[1]
    for word in $typed
        if test $skip -eq 1
            set skip 0
            continue
        end
        switch $word
            case ${takingValues(models).join(' ')}
                set skip 1
                continue
            case '-*'
                continue
        end
        switch "$path|$word"
${deeper.join('\n')}
            case '*'
                set count (math $count + 1)
        end
    end
    echo "$path|$count"
end
function __b24_handover_in
    string match -q -- "$argv[1]|*" (__b24_handover_at)
end
function __b24_handover_profiles
    echo demo
    set -l typed (commandline -opc)
    command $typed[1] ${NAMES_COMMAND} 2>/dev/null
end
function __b24_handover_list
    set -l before (string match -r -- '^.*[,=]' (commandline -ct | string replace -r -- '^--[a-z-]+=' ''))
    for word in $argv
        echo "$before$word"
    end
end
complete -c b24-handover -f
${models.flatMap(linesOf).join('\n')}
`;
}

function linesOf({path, commands, flags, values}: CommandModel): string[] {
  const here = `complete -c b24-handover -n ${quoted(`__b24_handover_in '${path}'`)}`;
  const at = (count: number): string =>
    `complete -c b24-handover -n ${quoted(`test (__b24_handover_at) = '${path}|${count}'`)}`;
  return [
    ...commands.map(({name, description}) => `${at(0)} -a ${name} -d ${quoted(description)}`),
    ...values.flatMap((one, index) => (one.kind === 'none' ? [] : [`${at(index)} ${offer(one)}`])),
    ...flags.map(
      flag => `${here} ${spelt(flag)} -d ${quoted(flag.description)}${flag.values ? ` ${offer(flag.values)}` : ''}`,
    ),
  ];
}

function spelt({names}: FlagModel): string {
  return names.map(name => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`)).join(' ');
}

function offer(values: Values): string {
  switch (values.kind) {
    case 'words':
      return `-x -a ${quoted(values.words.join(' '))}`;
    case 'list':
      return `-x -a ${quoted(`(__b24_handover_list ${values.words.join(' ')})`)}`;
    case 'profiles':
      return `-x -a '(__b24_handover_profiles)'`;
    case 'files':
      return '-r -F';
    case 'none':
      return '-x';
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
