import type {Person} from '../domain/people.ts';
import type {Plan} from '../domain/plan.ts';
import type {Connection} from '../engine/contract.ts';
import type {RunChoices} from './answers/run.ts';

/**
 * Whether a plan of nothing is carried out all the same: `--rehire always` stands on the command line, and lists may hide
 * what a dismissed leaver holds of the types that were asked for. Then the account is opened, counted, and shut; nothing is
 * moved, so no number of records is confirmed, and the question before the opening is asked as ever.
 */
export function countsInside(
  {kind, records, scope}: Plan,
  leaver: Person,
  {rehire, rehireGiven}: Pick<RunChoices, 'rehire' | 'rehireGiven'>,
  {types}: Pick<Connection, 'types'>,
): boolean {
  if (kind !== 'handover' || records.length > 0 || leaver.active) return false;
  const taken = new Set(scope.map(([key]) => key));
  return rehireGiven && rehire === 'always' && types.some(type => type.mayNeedRehire && taken.has(type.key));
}
