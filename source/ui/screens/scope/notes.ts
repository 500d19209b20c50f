import {
  chosenPeople,
  choiceOf,
  countsOf,
  scopeProblem,
  type ScopeScreen as State,
  warningsOf,
} from '../../../domain/wizard/index.ts';
import type {Words} from '../../../words/index.ts';
import type {Note} from '../../components/notes.tsx';
import {isNarrow, wholeWhich} from './which.ts';

/** How much is taken and what stays, why closed records go too, whom to think about, and what bars the way on. */
export function notesOf(state: State, words: Words): readonly Note[] {
  const {scope} = words.screens;
  const closedGo = (['lead', 'deal'] as const).some(key => {
    const {take, which} = choiceOf(state, key);
    return take && which !== 'open';
  });
  const problem = scopeProblem(state);
  const failure = state.counting?.failure;
  return [
    {text: summaryOf(state, words), look: 'heading'},
    ...rowNote(state, words),
    ...(state.asLastTime ? [{text: scope.asLastTime} satisfies Note] : []),
    ...(closedGo ? [{text: scope.closedGoToo, look: 'muted'} satisfies Note] : []),
    ...(state.othersToChosen ? [{text: scope.othersToChosen} satisfies Note] : []),
    ...warnings(state, words),
    ...(failure ? [{text: scope.countFailed(words.screens.failure(failure).what), look: 'danger'} satisfies Note] : []),
    ...(problem ? [{text: scope.problem[problem], look: 'danger'} satisfies Note] : []),
  ];
}

function summaryOf(state: State, words: Words): string {
  const {scope} = words.screens;
  let taken = 0;
  let stays = 0;
  let whole = true;
  for (const row of state.rows) {
    const counts = countsOf(state, row);
    if (counts.state === 'known') {
      taken += counts.taken;
      stays += counts.kept;
    } else whole = false;
  }
  const activity = state.rows.find(row => row.type.key === 'activity');
  const choice = choiceOf(state, 'activity');
  const counted = activity && countsOf(state, activity).state === 'known';
  const keptClosed = counted && choice.take && choice.which === 'open' ? activity.closed : 0;
  const kept = stays - keptClosed;
  return [
    whole ? scope.summary(taken) : scope.atLeast(taken),
    ...(keptClosed > 0 ? [scope.keptClosed(keptClosed)] : []),
    ...(kept > 0 ? [scope.keptOthers(kept, tasksMayGo(state))] : []),
  ].join(' · ');
}

/** Tasks that are not taken go all the same where their activities are; how many, the plan will know. */
function tasksMayGo(state: State): boolean {
  const tasks = state.rows.find(row => row.type.key === 'task');
  const holds = tasks?.state === 'counted' && tasks.total > 0;
  return holds && !choiceOf(state, 'task').take && choiceOf(state, 'activity').take;
}

/** The whole filter of the row under the cursor: its cell is too narrow for all names. */
function rowNote(state: State, words: Words): readonly Note[] {
  const row = state.rows[state.cursor.row - 1];
  const choice = row && choiceOf(state, row.type.key);
  if (!row || !choice?.take || !isNarrow(choice)) return [];
  return [{text: words.screens.scope.rowScope(words.type.name(row.type), wholeWhich(choice, words))}];
}

/** Only what may keep records from reaching anybody; the rest is told where people are chosen. */
function warnings(state: State, words: Words): readonly Note[] {
  return chosenPeople(state).flatMap(person =>
    warningsOf(state, person)
      .filter(({severity}) => severity === 'warning')
      .map((warning): Note => ({text: words.screens.warning(words.person(person), warning), look: 'warning'})),
  );
}
