import {countsOf} from './scope-counts.ts';
import {evenly, levelled} from './levels.ts';
import {choiceOf} from './choice.ts';
import {takenRows} from './choices.ts';
import type {Common} from './state.ts';
import type {ScopeScreen} from './state-scope.ts';

type State = ScopeScreen & Common;

/** Asks what those among whom something is divided hold open now, of all types that are taken. */
export function holdLive(state: State): State {
  const {panel} = state;
  const shown = panel?.panel === 'share' && (panel.how === 'turns' || panel.how === 'balanced') ? panel.among : [];
  const ids = shown.map(({id}) => id).filter(id => !state.holds.has(id));
  if (ids.length === 0) return state.holding ? {...state, holding: undefined} : state;
  if (state.holding && ids.every(id => state.holding?.ids.includes(id))) return state;
  const token = state.lastToken + 1;
  const scope = new Map(takenRows(state).map(row => [row.type.key, {state: 'open'} as const]));
  return {...state, lastToken: token, holding: {token, ids, scope}};
}

/** Takes what they hold; of whom nothing was told nothing can be said. */
export function holdsAnswered(state: State, token: number, holds: ReadonlyMap<number, number | undefined>): State {
  if (state.holding?.token !== token) return state;
  const known = state.holding.ids.map(id => [id, holds.get(id)] as const);
  return {...state, holds: new Map([...state.holds, ...known]), holding: undefined};
}

export function holdsFailed(state: State, token: number): State | undefined {
  return state.holding?.token === token ? holdsAnswered(state, token, new Map()) : undefined;
}

/** What of everything that is divided here each would get, about: the plan says it exactly. Undefined while it is counted. */
export function wouldGet(state: ScopeScreen): readonly number[] | undefined {
  const {panel} = state;
  if (panel?.panel !== 'share' || panel.among.length === 0) return undefined;
  const rows = takenRows(state).filter(({type}) => {
    if (panel.for !== 'everything') return type.key === panel.for;
    const {to, several} = choiceOf(state, type.key);
    return !to && !several;
  });
  return divided(state, rows);
}

function divided(state: ScopeScreen, rows: ReturnType<typeof takenRows>): readonly number[] | undefined {
  const {panel} = state;
  if (panel?.panel !== 'share') return undefined;
  const counts = rows.map(row => ({row, counts: countsOf(state, row)}));
  if (counts.some(one => one.counts.state !== 'known')) return undefined;
  let open = 0;
  let closed = 0;
  for (const {row, counts: known} of counts) {
    if (known.state !== 'known') continue;
    const {which} = choiceOf(state, row.type.key);
    const own = which === 'closed' ? 0 : Math.min(row.open, known.taken);
    open += own;
    closed += known.taken - own;
  }
  const people = panel.among.map(({id}) => state.holds.get(id) ?? 0);
  const openTo = panel.how === 'balanced' ? levelled(people, open) : evenly(people.length, open);
  const closedTo = evenly(people.length, closed);
  return people.map((_, at) => (openTo[at] ?? 0) + (closedTo[at] ?? 0));
}
