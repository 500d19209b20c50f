import type {IdsFileProblem} from '../domain/ids-file/ids-file.ts';
import type {JsonProblem} from '../domain/json/read.ts';
import type {FlagProblem} from '../domain/scope/flags.ts';
import type {MomentProblem} from '../domain/scope/moments.ts';
import type {NarrowProblem} from '../domain/scope/narrow.ts';
import type {ScopePart} from '../domain/scope/describe.ts';
import type {Span} from '../domain/scope/type-scope.ts';
import type {SuccessorWarning} from '../domain/successors/warnings.ts';

const MOMENT_PROBLEMS: readonly string[] = [
  'not-a-date',
  'no-such-day',
  'no-offset',
  'out-of-range',
] satisfies MomentProblem[];

function isMomentProblem(text: string | undefined): text is MomentProblem {
  return text !== undefined && MOMENT_PROBLEMS.includes(text);
}

/** What has to stand at a place of a JSON document, where the reader's own word for it says too little. */
const EXPECTED: Readonly<Record<string, string>> = {
  object: 'an object, in braces',
  list: 'a list with something in it, in brackets',
  type: 'a type, such as deal or spa:1036',
  stage: 'a stage as the portal writes it, such as C2:NEW',
  pipeline: 'the number of a pipeline, 0 for the first',
  id: 'the number of a record',
  person: 'person, by id or e-mail address, or head',
  date: 'a date in quotes, such as 2026-01-31',
};

/** Scope and division on the command line. What stands in these sentences went through `oneLine`. */
export const plainScope = {
  flagProblem: ({flag, problem}: Pick<FlagProblem, 'flag' | 'problem'>, value: string): string => {
    const about = `${flag} "${value}"`;
    switch (problem) {
      case 'empty':
        return `${flag}: a value is empty.`;
      case 'unknown-type':
        return `${about}: what stands before "=" is no type.`;
      case 'not-a-pipeline':
        return `${about}: a pipeline is a number, for example ${flag} deal=2.`;
      case 'not-a-stage':
        return `${about}: a stage is written as the portal writes it, for example ${flag} deal=C2:NEW.`;
      case 'twice':
        return `${about}: a second date for the same type. Give it once.`;
      case 'mixed':
        return `${about}: beside values with a type this one has none. Write the type before each: ${flag} deal=NEW,deal=C2:NEW`;
      case 'not-a-date':
      case 'no-such-day':
      case 'no-offset':
      case 'out-of-range':
        return `${about}: ${plainScope.moment(problem)}`;
    }
  },
  moment: (problem: MomentProblem): string => {
    if (problem === 'no-such-day') return 'there is no such day.';
    if (problem === 'no-offset')
      return 'a time of day needs its offset from UTC: 2026-01-31T08:30:00+01:00, or only the day.';
    return 'a date is written 2026-01-31, or with a time 2026-01-31T08:30:00+01:00.';
  },
  narrowProblem: (problem: NarrowProblem): string => {
    switch (problem.problem) {
      case 'not-taken':
        return `${problem.flag} names ${problem.type}, which is not taken. Add it to --type, or take it out of ${problem.flag}.`;
      case 'not-applicable':
        return `${problem.flag} does not fit ${problem.types.join(', ')}: they have no such field. Name the type it is for (${problem.flag} TYPE=…), or take only that with --type.`;
      case 'which-type':
        return `${problem.flag}: of which type? Several are taken (${problem.types.join(', ')}). Write ${problem.flag} TYPE=…`;
    }
  },
  lineOf: (flag: string, line: number) => `${flag}, line ${line}`,
  idsLine: (line: number, what: string) => `line ${line}: ${what}`,
  idsFile: (file: string, lines: string, more: number) =>
    `--ids-file ${file}: ${lines}${more > 0 ? `; and ${more} more lines` : ''}. Nothing was taken from the file.`,
  idsProblem: (problem: IdsFileProblem, value: string): string => {
    switch (problem.problem) {
      case 'open-quote':
        return 'a quote is not closed';
      case 'stray-quote':
        return 'a quote stands in the middle of a cell';
      case 'spaces':
        return 'there is white space around a cell';
      case 'no-type':
        return 'the type is missing';
      case 'no-id':
        return 'the id is missing';
      case 'no-successor':
        return 'the successor is missing behind its comma';
      case 'cells':
        return `${problem.found} cells instead of ${problem.expected}`;
      case 'unknown-type':
        return `"${value}" is no type`;
      case 'not-an-id':
        return `"${value}" is no id`;
      case 'id-too-large':
        return `the id "${value}" is too large`;
      case 'not-a-person':
        return `"${value}" is no person's id or e-mail address`;
      case 'two-successors':
        return `${problem.type} ${problem.id} stands on line ${problem.firstLine} already, with another successor`;
    }
  },
  idsNotUtf8: 'it is not UTF-8 text: save it as "CSV UTF-8"',
  idsNoRecords: 'it names no record; write type,id or type,id,successor, one a line',
  unreadableFile: (flag: string, file: string, why: string) => `${flag} ${file}: ${why}`,
  withIds: '--type and --ids-file do not go together: the file says which types are taken.',
  withRequest: (flag: string) => `${flag} and --request do not go together: the file says all of it.`,
  notJson: (why: string) => `it is no JSON: ${why}`,
  request: (file: string, problems: string, more: number) =>
    `--request ${file}: ${problems}${more > 0 ? `; and ${more} more` : ''}. b24-handover plan --schema prints how it is written.`,
  requestProblem: ({problem, expected}: JsonProblem, path: string): string => {
    if (problem === 'missing') return `${path} is missing`;
    if (problem === 'unknown-key') return `${path} is not known`;
    if (problem === 'twice') return `${path} stands there twice`;
    if (isMomentProblem(expected)) return `${path}: ${plainScope.moment(expected).replace(/\.$/, '')}`;
    return `${path} has to be: ${EXPECTED[expected ?? ''] ?? expected ?? 'something else'}`;
  },
  severalTo: (flag: string, what: string) =>
    `${flag} is given twice for ${what}. Give it once, or say how they share: --divide turns, or --divide balanced.`,
  unknownDivide: (given: string) =>
    `--divide takes turns or balanced, also per type (--divide deal=balanced), not "${given}".`,
  divideAlone: (what: string) =>
    `--divide ${what} needs several people for it: --to 12,31 or --to deal=12 --to deal=31.`,
  togetherAlone: '--together needs several people for everything: --to 12,31 --divide balanced.',
  togetherNothing: '--together: each type that is taken has a rule of its own, so nothing stays together.',
  noHead: (leaver: string) => `--to head: ${leaver} has no head of department who may receive records. Name somebody.`,
  severalHeads: (leaver: string, heads: string) => `--to head: ${leaver} has several (${heads}). Name one of them.`,
  notInFile: (flag: string, type: string) => `${flag} names ${type}, of which the file of --ids-file has no record.`,
  whoInFile: (file: string, line: number) => `--ids-file ${file}, line ${line}:`,
  whoInRequest: (file: string) => `--request ${file}:`,
  scope: 'scope',
  scopeLine: (type: string, parts: string) => `${type}: ${parts}`,
  scopePart: (part: ScopePart, number: (count: number) => string, safe: (text: string) => string): string => {
    switch (part.part) {
      case 'state':
        return part.state === 'all' ? 'open and closed' : `${part.state} ones`;
      case 'pipelines':
        return `${part.pipelines.length === 1 ? 'pipeline' : 'pipelines'} ${part.pipelines.join(', ')}`;
      case 'stages':
        return `${part.stages.length === 1 ? 'stage' : 'stages'} ${part.stages.map(safe).join(', ')}`;
      case 'created':
        return `created ${span(part.span)}`;
      case 'changed':
        return `changed ${span(part.span)}`;
      case 'ids':
        return `${number(part.records)} by id`;
      case 'without':
        return `without ${number(part.records)} by id`;
    }
  },
  notFound: (count: string, of: string) =>
    `${count} of ${of} by id are not in the plan: somebody else's, gone, or outside of what else is asked for`,
  holdsNow: (open: string) => `holds ${open} open now`,
  holdsOpen: 'holds open now',
  warning: (warning: SuccessorWarning, name: string): string => {
    switch (warning.about) {
      case 'invited':
        return `${name} is invited and has not accepted yet: nobody works with the records until then`;
      case 'outside':
        return warning.by === 'account'
          ? `${name} is from outside the company: most of the CRM may be closed to them`
          : `${name} is in no department, so the portal takes them for somebody from outside: the CRM may be closed to them`;
      case 'no-crm-access':
        return `${name} may not use the CRM`;
      case 'never-signed-in':
        return `${name} has never signed in`;
    }
  },
};

/** Moments to the second, in UTC: the same for whoever reads it. */
function span({from, before}: Span): string {
  const iso = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');
  return [
    ...(from === undefined ? [] : [`from ${iso(from)} on`]),
    ...(before === undefined ? [] : [`before ${iso(before)}`]),
  ].join(', ');
}
