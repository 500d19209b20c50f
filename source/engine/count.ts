import type {EntityType} from '../domain/entity-types.ts';
import type {Unreadable} from '../domain/tally.ts';
import {PortalTrouble} from '../domain/trouble.ts';
import type {CommandResult} from '../portal/batch.ts';
import type {CallOptions, Client} from '../portal/client.ts';
import type {Command} from '../portal/encode.ts';
import {familyOf} from '../portal/families/index.ts';
import {olderStandings} from '../portal/families/older.ts';
import {isAbsent} from './parts.ts';

/** A count of what one person holds of a type. */
export interface CountQuestion {
  readonly type: EntityType;
  readonly personId: number;
  readonly command: Command;
  /** What is wrong with the records that came along, besides whose they are. */
  readonly check?: (result: CommandResult) => string | undefined;
  /** Asked of the older of two lists, to compare: what it makes of the question stops nothing. */
  readonly older?: boolean;
}

/**
 * Counts, fifty in a request. A count that somebody else's record came along with is made once more: the record may have
 * changed hands at that moment, since a list reads ids first and rows second (fact sheet section 6).
 *
 * @returns a number, or why there is none, for each question
 * @throws PortalTrouble `deviates` when the portal counts somebody else's records, also when asked again
 */
export async function askCounts(
  client: Client,
  questions: readonly CountQuestion[],
  options: CallOptions,
): Promise<(number | Unreadable)[]> {
  const ask = (some: readonly CountQuestion[]): Promise<CommandResult[]> =>
    client.readMany(
      some.map(({command}) => command),
      options,
    );
  const results = await ask(questions);
  const isDoubtful = (question: CountQuestion, result: CommandResult | undefined): boolean =>
    strayOf(question, result) !== undefined || (result && question.check?.(result)) !== undefined;
  const doubtful = questions.flatMap((question, index) => (isDoubtful(question, results[index]) ? [index] : []));
  const again = doubtful.length === 0 ? [] : await ask(doubtful.flatMap(index => questions[index] ?? []));
  for (const [position, index] of doubtful.entries()) {
    const result = again[position];
    if (result) results[index] = result;
  }
  return questions.map((question, index) => countOf(question, results[index]));
}

/**
 * The number, or why there is none. `total` is read of a call with `start: 0` alone: with -1 it is missing or 0 (trap
 * 21). The rows that come along are held against the question.
 *
 * @throws PortalTrouble `deviates` when the portal counted somebody else's records too
 */
function countOf(question: CountQuestion, result: CommandResult | undefined): number | Unreadable {
  if (!result?.ok) return result && isAbsent(question.type, result.fault) ? 0 : whyNot(result);
  if (question.older && strayOf(question, result)) return NO_TOTAL;
  checkCount(question, result);
  const wrong = question.check?.(result);
  if (wrong !== undefined) return {code: 'DEVIATES', text: wrong};
  return result.total ?? NO_TOTAL;
}

const NO_TOTAL: Unreadable = {code: 'NO_TOTAL', text: ''};

/** Why there is no number. */
export function whyNot(result: CommandResult | undefined): Unreadable {
  if (!result) return {code: 'NO_ANSWER', text: ''};
  return result.ok ? NO_TOTAL : {code: result.fault.code, text: result.fault.text};
}

/** A record that came along with a count and is somebody else's. */
function strayOf(
  {type, personId, older = false}: Pick<CountQuestion, 'type' | 'personId' | 'older'>,
  result: CommandResult | undefined,
): {id: number; responsibleId: number} | undefined {
  if (!result?.ok) return undefined;
  const standings = older ? olderStandings(type, result.result) : familyOf(type.entityTypeId).standings(result.result);
  for (const [id, {responsibleId}] of standings) {
    if (responsibleId !== personId) return {id, responsibleId};
  }
  return undefined;
}

/** @throws PortalTrouble `deviates` if the portal counted somebody else's record for this person */
export function checkCount(
  question: Pick<CountQuestion, 'type' | 'personId'>,
  result: CommandResult | undefined,
): void {
  const stray = strayOf(question, result);
  if (!stray) return;
  const {type, personId} = question;
  throw new PortalTrouble(
    'deviates',
    `${type.key} #${stray.id} of user ${stray.responsibleId} was counted for user ${personId}`,
  );
}
