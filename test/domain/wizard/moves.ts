import {noOutcomes, type Outcome, type RunReport} from '../../../source/domain/outcomes.ts';
import type {FirstRecords} from '../../../source/domain/first-records.ts';
import type {Forecast} from '../../../source/domain/forecast/forecast.ts';
import type {Person} from '../../../source/domain/people.ts';
import type {Plan} from '../../../source/domain/plan.ts';
import type {TallyRow} from '../../../source/domain/tally.ts';
import type {Action, Confirm, RunEvent, WizardState} from '../../../source/domain/wizard/index.ts';
import type {Chance} from './chance.ts';
import {rowViews, scoping} from './scope-moves.ts';
import {ASKED, DONE, PEOPLE, PLACES, planWith, portal, reportWith, TYPES, undoWith, UNFINISHED} from './world.ts';

const FORECAST: Forecast = {requests: 40, seconds: [60, 90], binds: {by: 'latency'}};

/** Any key, whatever the screen. */
export function anyKey(by: Chance): Action {
  const index = by.nat(5) - 1;
  return by.of<Action>([
    {kind: 'move', by: by.of([-1, 1, 10, -10, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN])},
    {kind: 'side', by: by.of([1, -1])},
    {kind: 'enter'},
    {kind: 'enter'},
    {kind: 'back'},
    {kind: 'space'},
    {kind: 'tab'},
    {kind: 'text', text: by.of(['1', '2', '4', '0', 'a', ' ', '?'])},
    {kind: 'paste', text: by.of(['40', '21\r', 'y\r'])},
    by.of<Action>([
      {kind: 'erase'},
      {kind: 'clear'},
      {kind: 'recount'},
      {kind: 'help'},
      {kind: 'accept-unmovable'},
      {kind: 'rehire-policy'},
      {kind: 'look-first'},
      {kind: 'facts'},
    ]),
    by.of<Action>([{kind: 'filter'}, {kind: 'rows'}, {kind: 'share'}, {kind: 'search'}]),
    by.of<Action>([{kind: 'shut-now'}, {kind: 'plan-new'}, {kind: 'retry'}, {kind: 'undo'}, {kind: 'edited'}]),
    {kind: 'highlight', index},
    {kind: 'choose', index},
    ...(by.nat(6) === 0 ? [{kind: 'interrupt'} as const] : []),
  ]);
}

/** Any answer, to the last question, to an old one, or to one that was never asked. */
export function anyAnswer(state: WizardState, by: Chance): Action {
  const token = by.nat(3) > 0 ? Math.max(0, state.lastToken - by.nat(4)) : by.nat(state.lastToken + 3);
  return by.of<() => Action>([
    () => ({kind: 'connected', token, portal: portal(by.nat(4) > 0), unfinished: by.some([UNFINISHED])}),
    () => ({kind: 'unfinished', runs: by.some([UNFINISHED])}),
    () => ({kind: 'resumable', token, plan: planWith(40), leaver: leaver(), done: DONE}),
    () => ({kind: 'looked', token, done: by.nat(9), of: 9}),
    () => ({kind: 'undoable', token, undo: undoWith(by.of([0, 1, 3, 21, 40]))}),
    () => ({kind: 'people', token, list: {people: by.some(PEOPLE), more: by.nat(2) > 0}}),
    () => ({kind: 'holdings', token, holdings: by.some(PEOPLE).map(({id}) => ({personId: id, holds: by.nat(3)}))}),
    () => ({kind: 'counted', token}),
    () => ({kind: 'tally-rows', token, rows: rows(by)}),
    () => ({kind: 'tallied', token, rows: rows(by)}),
    () => ({kind: 'titles', token, items: [{id: by.nat(40) + 1, title: '', closed: false}]}),
    () => ({kind: 'scope-counted', token, counts: new Map([['lead', {records: by.nat(9)}]])}),
    () => ({kind: 'places', token, places: PLACES}),
    () => ({kind: 'scope-rows', token, rows: rowViews(by), next: by.of([undefined, by.nat(60)])}),
    () => ({kind: 'heads', token, people: by.some(PEOPLE).filter(({id}) => id === 12 || id === 31)}),
    () => ({kind: 'checked', token, people: by.some(PEOPLE)}),
    () => ({kind: 'holds', token, holds: new Map([[12, by.nat(9)]])}),
    () => ({kind: 'pinned', token, pinned: [['lead', by.nat(9)]]}),
    () => ({kind: 'planned', token, plan: planWith(by.of([0, 1, 3, 20, 21, 40])), forecast: FORECAST}),
    () => ({kind: 'armed', token}),
    () => ({kind: 'told', token, at: by.nat(99_999), events: events(by)}),
    () => ({kind: 'rehire-asked', token, asked: ASKED}),
    () => ({kind: 'first-asked', token, first: FIRST}),
    () => ({kind: 'reported', token, report: reportWith(planWith(3))}),
    () => ({kind: 'failed', token, failure: {of: 'portal', problem: 'unreachable', detail: ''}}),
    () => by.of<Action>([{kind: 'names', people: [...PEOPLE]}, {kind: 'repaint'}, {kind: 'saved', portals: []}]),
    ...(by.nat(20) === 0 ? [(): Action => ({kind: 'stop'})] : []),
  ])();
}

/** What somebody who wants to get on would do, and what the portal would answer: so that walks reach the last screens. */
export function purposeful(state: WizardState, by: Chance): Action {
  switch (state.screen) {
    case 'portal':
      if (state.mode.at === 'connecting')
        return {
          kind: 'connected',
          token: state.mode.token,
          portal: portal(by.nat(5) > 0),
          unfinished: by.some([UNFINISHED]),
        };
      return state.mode.at === 'list' ? {kind: 'choose', index: state.highlighted} : {kind: 'back'};
    case 'resume': {
      const {look} = state;
      if (!look) return by.of<Action>([{kind: 'highlight', index: 1}, choosing(state.highlighted)]);
      if (look.state === 'asking')
        return {kind: 'resumable', token: look.token, plan: planWith(40), leaver: leaver(), done: DONE};
      return look.state === 'got' ? confirming(state.confirm, 30, by) : {kind: 'back'};
    }
    case 'leaver':
      if (!state.people.asking) return by.of<Action>([{kind: 'move', by: 1}, {kind: 'enter'}]);
      return {kind: 'people', token: state.people.asking.token, list: {people: PEOPLE, more: false}};
    case 'tally':
      return state.asking === undefined ? {kind: 'enter'} : {kind: 'tallied', token: state.asking, rows: rows(by)};
    case 'scope':
      return scoping(state, by);
    case 'plan':
      if (state.pinning.state === 'asking') {
        return {
          kind: 'planned',
          token: state.pinning.token,
          plan: planWith(by.of([3, 20, 21, 40])),
          forecast: FORECAST,
        };
      }
      return confirming(state.confirm, state.pinning.state === 'got' ? state.pinning.plan.records.length : 0, by);
    case 'undo':
      if (state.planning.state === 'asking') {
        return {kind: 'undoable', token: state.planning.token, undo: undoWith(by.of([1, 3, 21, 40]))};
      }
      return confirming(state.confirm, state.planning.state === 'got' ? state.planning.undo.counts.putBack : 0, by);
    case 'run':
      if (state.question) {
        if (!state.question.armed) return {kind: 'armed', token: state.question.token};
        return by.of<Action>([
          {kind: 'highlight', index: 1},
          {kind: 'choose', index: by.nat(2)},
        ]);
      }
      return by.of<Action>([
        {kind: 'told', token: state.token, at: by.nat(99_999), events: events(by)},
        {kind: 'told', token: state.token, at: by.nat(99_999), events: events(by)},
        {kind: 'rehire-asked', token: state.token, asked: ASKED},
        {kind: 'first-asked', token: state.token, first: FIRST},
        {kind: 'reported', token: state.token, report: anyReport(state.plan, by)},
      ]);
    case 'proof':
      return by.of<Action>([choosing(by.nat(2)), {kind: 'undo'}, {kind: 'retry'}, {kind: 'plan-new'}]);
    case 'ended':
      return {kind: 'back'};
  }
}

const choosing = (index: number): Action => ({kind: 'choose', index});

function leaver(): Person {
  return PEOPLE.find(({id}) => id === 42) as Person;
}

/** All moved, or something left to try again and something new. */
function anyReport(plan: Plan, by: Chance): RunReport {
  if (by.nat(2) === 0) return reportWith(plan);
  const fresh = [{type: 'lead' as const, id: 99}];
  return reportWith(plan, {
    counts: {...noOutcomes(), moved: Math.max(0, plan.records.length - 1), failed: Math.min(1, plan.records.length)},
    proof: {
      left: [],
      fresh,
      ...(by.nat(2) === 0 ? {newPlan: {digest: 'new', records: 1, hidden: by.nat(2) === 0}} : {}),
      unproved: [],
      contradictions: [],
    },
  });
}

function confirming(confirm: Confirm, count: number, by: Chance): Action {
  if (confirm.by === 'none') return {kind: 'back'};
  if (!confirm.armed) return {kind: 'armed', token: confirm.token};
  if (confirm.by === 'select') return by.of<Action>([{kind: 'highlight', index: 1}, choosing(1)]);
  return number(confirm.typed, count);
}

function number(typed: string, wanted: number): Action {
  const text = String(wanted);
  if (typed === text) return {kind: 'enter'};
  return text.startsWith(typed) ? {kind: 'text', text: text[typed.length] ?? '0'} : {kind: 'clear'};
}

function rows(by: Chance): TallyRow[] {
  return by.some(TYPES).map((type): TallyRow => {
    if (by.nat(6) === 0) return {type, state: 'unreadable', why: {code: 'ACCESS_DENIED', text: ''}};
    const [open, closed] = [by.nat(5), by.nat(5)];
    return {type, state: 'counted', total: open + closed, open, closed};
  });
}

const FIRST: readonly FirstRecords[] = [{type: 'lead', moved: [{id: 1, title: ''}], refused: 0, text: ''}];
const FATES: readonly Outcome[] = ['moved', 'already-there', 'gone', 'changed-hands', 'failed', 'not-tried'];

function events(by: Chance): RunEvent[] {
  const type = by.of(['lead', 'activity', 'contact'] as const);
  const record = {type, id: 1, title: '', closed: false, to: 12};
  return by.some<RunEvent>([
    {kind: 'type-started', type, records: 1},
    {kind: 'results', type, results: FATES.slice(by.nat(6)).map(outcome => ({record, outcome}))},
    {kind: 'type-waits', type, refused: 1, text: ''},
    {kind: 'type-ended', type},
    {kind: 'first-records', types: FIRST},
    {kind: 'account', state: by.of(['opening', 'open', 'shutting', 'shut']), at: by.nat(9999)},
    ...(by.nat(5) === 0 ? [{kind: 'account-stuck', at: 1, attempt: 2, text: 'x'} as const] : []),
    {kind: 'pause', ms: by.nat(99), why: 'request-limit'},
    {kind: 'proving', done: by.nat(99) - 9, of: by.nat(50)},
  ]);
}
