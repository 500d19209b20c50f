import {type NotMovedWhy, OUTCOMES, type Outcome, type RecordResult} from '../domain/outcomes.ts';
import type {PlanKind} from '../domain/plan.ts';
import {oneLine} from '../domain/text.ts';
import {words} from '../words/index.ts';
import {plain} from '../words/plain.ts';

/** What became of a record. On the way back one that was edited since is a fate of its own, and no failure. */
export type Fate = Outcome | 'edited';

/** In the order in which they are told. */
export const FATES: readonly Fate[] = [...OUTCOMES.slice(0, 4), 'edited', ...OUTCOMES.slice(4)];

export function fateOf(kind: PlanKind, {outcome, why}: Pick<RecordResult, 'outcome' | 'why'>): Fate {
  return kind === 'undo' && outcome === 'not-tried' && why === 'edited-since' ? 'edited' : outcome;
}

/** "moved", or on the way back "put back": there and back share no words. */
export function fateWord(kind: PlanKind, fate: Fate): string {
  if (kind === 'undo') return plain.undoFate[fate];
  return fate === 'edited' ? plain.undoFate.edited : words.outcome[fate];
}

/** Why a record was not moved: our own words, what to do by hand, the portal's words in quotes. */
export function reasonOf(kind: PlanKind, {record, reason, why}: RecordResult): string {
  const said = oneLine(reason ?? '', 300);
  const parts = [
    ...(why === undefined ? [] : [whyText(kind, why, record.unmovable)]),
    ...(said === '' ? [] : [plain.report.portalSays(said)]),
  ];
  return parts.join('; ');
}

/** Why a record was not moved, or not put back, in our own words. */
export function whyWord(kind: PlanKind, why: NotMovedWhy): string {
  return (kind === 'undo' ? plain.undoWhy[why] : undefined) ?? words.notMoved[why];
}

function whyText(kind: PlanKind, why: NotMovedWhy, unmovable: RecordResult['record']['unmovable']): string {
  if (why !== 'unmovable' || unmovable === undefined) return whyWord(kind, why);
  const {why: because, byHand} = words.unmovable(unmovable);
  return plain.report.byHand(because, byHand);
}
