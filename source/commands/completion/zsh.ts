import {type CommandModel, deeperCases, NAMES_COMMAND, takingValues, type Values} from './model.ts';

/** A script for zsh, for a folder of `fpath` under the name `_b24-handover`, or to be sourced after `compinit`. */
export function zshScript(models: readonly CommandModel[]): string {
  const values = models.flatMap(({path, flags}) =>
    flags.flatMap(({names, values: own}) => (own ? names.map(name => `    '${path}|${name}') ${answer(own)} ;;`) : [])),
  );
  const places = models.flatMap(({path, values: own, commands}) => [
    ...own.map((one, index) => `    '${path}|${index}') ${answer(one)} ;;`),
    ...(commands.length > 0 ? [`    '${path}|0') offered=(${commands.map(described).join(' ')}) ;;`] : []),
  ]);
  const flags = models.map(({path, flags: own}) => {
    const all = own.flatMap(({names, description}) => names.map(name => described({name, description})));
    return `    '${path}') offered=(${all.join(' ')}) ;;`;
  });
  return `#compdef b24-handover
# zsh completion for b24-handover. Made by: b24-handover completion zsh
_b24-handover() {
  local command='' word='' skip='' kind='' cur="\${words[CURRENT]}" prev="\${words[CURRENT-1]}"
  local -a offered answer
  integer i count=0
  for ((i = 2; i < CURRENT; i++)); do
    word="\${words[i]}"
    if [[ -n $skip ]]; then skip=''; continue; fi
    case "$word" in
      ${takingValues(models).join('|')}) skip=1; continue ;;
      -*) continue ;;
    esac
    case "$command|$word" in
${deeperCases(models)}
      *) count+=1 ;;
    esac
  done
  if [[ $cur == --*=* ]]; then prev="\${cur%%=*}"; compset -P '*='; fi
  case "$command|$prev" in
${values.join('\n')}
  esac
  if [[ -z $kind ]]; then
    if [[ $cur == -* ]]; then
      case "$command" in
${flags.map(line => `    ${line}`).join('\n')}
      esac
      _describe -o flag offered
      return
    fi
    case "$command|$count" in
${places.map(line => `  ${line}`).join('\n')}
    esac
  fi
  if (( \${#offered} )); then _describe command offered; return; fi
  case "$kind" in
    profiles) answer=(demo \${(f)"$("\${words[1]}" ${NAMES_COMMAND} 2>/dev/null)"}); compadd -a answer ;;
    files) _files ;;
    list) compset -P '*[,=]'; compadd -a answer ;;
    words) compadd -a answer ;;
  esac
}
if [[ \${funcstack[1]} == _b24-handover ]]; then _b24-handover "$@"; else compdef _b24-handover b24-handover; fi
`;
}

function answer(values: Values): string {
  if (values.kind !== 'words' && values.kind !== 'list') return `kind=${values.kind}`;
  return `kind=${values.kind}; answer=(${values.words.map(quoted).join(' ')})`;
}

/** `'name:what it does'`, as `_describe` takes it. */
function described({name, description}: {readonly name: string; readonly description: string}): string {
  return quoted(`${name.replaceAll(':', '\\:')}:${description}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
