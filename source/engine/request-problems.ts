import type {TypeKey} from '../domain/entity-types.ts';
import {oneLine} from '../domain/text.ts';
import type {RuleProblem} from '../domain/rules/check.ts';
import type {Unassigned} from '../domain/rules/division.ts';
import type {NoSuccessor} from '../domain/rules/rule.ts';
import type {ScopeProblem} from '../domain/scope/validate.ts';

/** A list for a message: no more than helps. */
const MOST = 40;

/**
 * What to say of a scope that cannot be meant.
 *
 * @param nameOf the portal's own name of a pipeline or stage of the type, hostile; undefined where it is not known
 */
export function scopeProblemText(
  problem: ScopeProblem,
  nameOf: (type: TypeKey, id: string | number) => string | undefined = () => undefined,
): string {
  const {type} = problem;
  switch (problem.problem) {
    case 'no-such-type':
      return `this portal does not have the type ${type}`;
    case 'not-applicable':
      return `${type} has no ${problem.condition === 'created' || problem.condition === 'changed' ? 'such date' : problem.condition} to narrow it by`;
    case 'empty':
      return `${type}: an empty list of ${problem.what}`;
    case 'not-an-id':
      return `${type}: ${problem.value} is no id of ${problem.what}`;
    case 'empty-span':
      return `${type}: no moment is both after and before these dates (${problem.what})`;
    case 'foreign-stage':
      return `${type}: ${oneLine(problem.stage, 60)} is a stage of another type`;
    case 'stage-outside-pipelines':
      return `${type}: the stage ${oneLine(problem.stage, 60)} is in pipeline ${problem.pipeline}, which is not taken`;
    case 'stage-outside-state':
      return `${type}: the stage ${oneLine(problem.stage, 60)} has no ${problem.state} records`;
    case 'unknown-pipeline':
      return `${type} has no pipeline ${problem.pipeline}; it has ${some(problem.known, id => nameOf(type, id))}`;
    case 'unknown-stage':
      return `${type} has no stage ${oneLine(problem.stage, 60)}; it has ${some(problem.known, id => nameOf(type, id))}`;
  }
}

function some<I extends string | number>(known: readonly I[], nameOf: (id: I) => string | undefined): string {
  if (known.length === 0) return 'none';
  const named = known.slice(0, MOST).map(id => {
    const name = oneLine(nameOf(id) ?? '', 60);
    return `${oneLine(String(id), 60)}${name === '' ? '' : ` (${name})`}`;
  });
  return `${named.join(', ')}${known.length > MOST ? `, and ${known.length - MOST} more` : ''}`;
}

/** What to say of rules by which records cannot be divided. */
export function ruleProblemText(problem: RuleProblem): string {
  switch (problem.problem) {
    case 'not-a-successor':
      return `successor #${problem.personId}: ${problem.why}`;
    case 'nobody':
      return `${problem.type ?? 'everything'}: a rule that names nobody`;
    case 'twice':
      return `${problem.type ?? 'everything'}: #${problem.personId} is named twice among those who share`;
    case 'not-counted':
      return `what #${problem.personId} holds now cannot be counted, so nothing can be balanced by it: divide by turns instead`;
    case 'no-rule':
      return noSuccessorText(problem.type);
    case 'not-taken':
      return `there is a rule for ${problem.type}, and ${problem.type} is not taken`;
    case 'parts-clients':
      return `${problem.type} stays together with its clients, and has a rule of its own that would part them`;
    case 'asks-nothing':
      return `${problem.type}: row ${problem.row + 1} of the table names neither pipelines nor stages; what fits no row is for "otherwise"`;
    case 'fits-nothing':
      return `${problem.type}: row ${problem.row + 1} of the table can fit no record`;
    case 'never-reached':
      return `${problem.type}: row ${problem.row + 1} of the table is never reached, an earlier one takes all of it`;
  }
}

export function noSuccessorText(type: TypeKey): string {
  return `no successor for ${type}: name one with --to ${type}=ID, or one for everything with --to ID`;
}

const WHY: Readonly<Record<Exclude<NoSuccessor, 'no-rule'>, string>> = {
  'no-row': 'fit no row of its table: add a row, or say who gets the rest with "otherwise" or --to',
  unreadable: 'do not say the pipeline or stage that the table asks about: say who gets the rest with "otherwise"',
  'not-in-file': 'are named in the file without a successor: name one there, or say who gets the rest with --to',
};

/** What to say where records have no successor: which, why, and what to do. */
export function unassignedText({type, problem, records, ids}: Unassigned): string {
  if (problem === 'no-rule') return noSuccessorText(type);
  const named = ids.map(id => `#${id}`).join(', ');
  return `no successor for ${type}: ${records} ${records === 1 ? 'record' : 'records'} (${named}${records > ids.length ? ', …' : ''}) ${WHY[problem]}`;
}
