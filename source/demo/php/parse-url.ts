/**
 * The two parts of a batch command that parse_url of PHP finds: a raw `#` swallows the rest, raw control characters become `_`
 * (fact sheet 4). The path is taken as it is, so `/method` and `method.json` are names of methods that do not exist.
 */
export function parseCommand(command: string): {method: string; query: string} {
  // eslint-disable-next-line no-control-regex -- control characters are what this is about
  const clean = command.replace(/[\u0000-\u001f\u007f]/g, '_').split('#', 1)[0]!;
  const mark = clean.indexOf('?');
  return mark < 0 ? {method: clean, query: ''} : {method: clean.slice(0, mark), query: clean.slice(mark + 1)};
}
