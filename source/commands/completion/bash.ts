import {type CommandModel, deeperCases, NAMES_COMMAND, takingValues, type Values} from './model.ts';

/**
 * A script for bash 3.2 and newer, which needs nothing else. Bash parts words at `=` and `:`, so `--rehire=al` comes in three
 * pieces, and `deal=op` too.
 */
export function bashScript(models: readonly CommandModel[]): string {
  const values = models.flatMap(({path, flags}) =>
    flags.flatMap(flag =>
      flag.values ? flag.names.map(name => `    '${path}|${name}') ${answer(flag.values ?? {kind: 'none'})} ;;`) : [],
    ),
  );
  const places = models.flatMap(({path, values: own}) =>
    own.map((one, index) => `    '${path}|${index}') ${answer(one)} ;;`),
  );
  const words = models.map(
    ({path, commands}) => `    '${path}|0') answer='${commands.map(({name}) => name).join(' ')}' ;;`,
  );
  const flags = models.map(
    ({path, flags: own}) => `    '${path}') answer='${own.flatMap(({names}) => names).join(' ')}' ;;`,
  );
  return `# bash completion for b24-handover. Made by: b24-handover completion bash
_b24_handover() {
  local command='' word skip='' kind='' answer='' prefix='' i count=0
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" before=''
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    if [[ -n $skip ]]; then
      if [[ $word == '=' || $word == ':' ]]; then skip=1; else skip=''; fi
      continue
    fi
    # What follows "TYPE=" or "contact:" belongs to the word before it.
    if [[ $word == '=' || $word == ':' ]]; then skip=1; continue; fi
    case "$word" in
      ${takingValues(models).join('|')}) skip=1; continue ;;
      -*) continue ;;
    esac
    case "$command|$word" in
${deeperCases(models)}
      *) count=$((count + 1)) ;;
    esac
  done
  if [[ $cur == '=' ]]; then cur=''; before="$prev"
  elif [[ $prev == '=' ]]; then before="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  if [[ $before == -* ]]; then prev="$before"
  elif [[ -n $before ]]; then
    # --state deal=open
    for ((i = COMP_CWORD - 1; i > 1; i--)); do
      if [[ \${COMP_WORDS[i]} == -* ]]; then prev="\${COMP_WORDS[i]}"; break; fi
    done
    [[ $prev == --state ]] || return 0
  fi
  case "$command|$prev" in
${values.join('\n')}
    *)
      if [[ $cur == -* ]]; then
        kind=words
        case "$command" in
${flags.map(line => `    ${line}`).join('\n')}
        esac
      else
        case "$command|$count" in
${places.map(line => `      ${line}`).join('\n')}
          *)
            kind=words
            case "$command|$count" in
${words
  .filter(line => !line.includes("answer=''"))
  .map(line => `          ${line}`)
  .join('\n')}
            esac
            ;;
        esac
      fi
      ;;
  esac
  if [[ $kind == list && $cur == *,* ]]; then prefix="\${cur%,*},"; cur="\${cur##*,}"; fi
  case "$kind" in
    profiles) COMPREPLY=($(compgen -W "demo $("\${COMP_WORDS[0]}" ${NAMES_COMMAND} 2>/dev/null)" -- "$cur")) ;;
    files)
      local IFS=$'\\n'
      compopt -o filenames 2>/dev/null
      COMPREPLY=($(compgen -f -- "$cur"))
      ;;
    words | list) COMPREPLY=($(compgen -P "$prefix" -W "$answer" -- "$cur")) ;;
  esac
  return 0
}
complete -F _b24_handover b24-handover
`;
}

function answer(values: Values): string {
  if (values.kind === 'none') return 'kind=none';
  if (values.kind === 'files' || values.kind === 'profiles') return `kind=${values.kind}`;
  return `kind=${values.kind} answer='${values.words.join(' ')}'`;
}
