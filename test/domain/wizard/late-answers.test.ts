import {expect, test} from 'vitest';
import {EXIT} from '../../../source/domain/outcomes.ts';
import {type Action, initial, reduce, type WizardState} from '../../../source/domain/wizard/index.ts';
import {DONE, PEOPLE, planWith, portal, reportWith, undoWith, UNFINISHED} from './world.ts';

const WINDOW = {portalKey: 'p', portalName: 'p', leaverId: 42, leaverName: 'Anna', since: 0};
const start = initial({saved: [], windows: [], noticed: [], target: {to: 'demo'}});
const after = (state: WizardState, ...actions: readonly Action[]): WizardState => actions.reduce(reduce, state);

test('the answer of a connection that was called off opens nothing', () => {
  const cancelled = after(start, {kind: 'back'}, {kind: 'connected', token: 1, portal: portal(true)});
  expect(cancelled.screen).toBe('portal');
});

test('the answer to an earlier search does not replace a later one', () => {
  const [older, newer] = [PEOPLE.slice(0, 1), PEOPLE.slice(3, 5)];
  const asked = after(
    start,
    {kind: 'connected', token: 1, portal: portal(true)},
    {kind: 'people', token: 2, list: {people: PEOPLE, more: true}},
    {kind: 'text', text: 'a'},
  );
  if (asked.screen !== 'leaver') throw new Error(asked.screen);
  const first = asked.people.asking?.token ?? 0;
  const second = after(asked, {kind: 'text', text: 'b'});
  if (second.screen !== 'leaver') throw new Error(second.screen);
  const late = after(second, {kind: 'people', token: first, list: {people: older, more: false}});
  expect(late).toEqual(second);
  const right = after(late, {
    kind: 'people',
    token: second.people.asking?.token ?? 0,
    list: {people: newer, more: false},
  });
  expect(right.screen === 'leaver' && right.people.rows.map(({id}) => id)).toEqual(newer.map(({id}) => id));
});

test('nothing is connected while an abandoned account is being shut, and Leave ends with 3 until it is', () => {
  const state = initial({saved: [], windows: [WINDOW], noticed: [], target: undefined});
  expect(after(state, {kind: 'choose', index: 0})).toEqual(state);
  const stopped = after(state, {kind: 'stop'});
  expect(stopped.screen === 'ended' && stopped.exit).toBe(EXIT.open);
  const shut = after(state, {kind: 'window-ended', token: 1, end: {state: 'dismissed', readAt: 0}}, {kind: 'stop'});
  expect(shut.screen === 'ended' && shut.exit).toBe(EXIT.stopped);
  const failing = after(state, {kind: 'failed', token: 1, failure: {of: 'portal', problem: 'unreachable', detail: ''}});
  const left = after(failing, {kind: 'stop'});
  expect(left.screen === 'ended' && left.exit).toBe(EXIT.open);
});

test('an account that one run left open decides the code, whatever came after', () => {
  const open = reportWith(planWith(1), {account: {state: 'open', since: 0, text: ''}});
  const leaver = PEOPLE[4] as (typeof PEOPLE)[number];
  const finished = [open, reportWith(planWith(1))].map(report => ({
    portal: portal(true),
    leaver,
    report,
    written: undefined,
    shutByKey: false,
  }));
  const ended = after({...start, finished}, {kind: 'stop'});
  expect(ended.screen === 'ended' && ended.exit).toBe(EXIT.open);
});

const leaver = PEOPLE[4] as (typeof PEOPLE)[number];

test('a run that is looked at no more is not asked about, whatever arrives', () => {
  const connected = {kind: 'connected', token: 1, portal: portal(true), unfinished: [UNFINISHED]} as const;
  const offered = after(start, connected);
  const looking = after(offered, {kind: 'highlight', index: 1}, {kind: 'choose', index: 1});
  if (looking.screen !== 'resume' || looking.look?.state !== 'asking') throw new Error(looking.screen);
  const answer = {kind: 'resumable', token: looking.look.token, plan: planWith(40), leaver, done: DONE} as const;
  const called = after(looking, {kind: 'back'});
  expect(after(called, answer)).toEqual(called);
  const got = after(looking, answer);
  expect(got.screen === 'resume' && got.confirm).toMatchObject({by: 'number', armed: false});
  // Typed before it is armed, the number is no answer.
  const early = after(got, ...Array.from('30', text => ({kind: 'text', text}) as const), {kind: 'enter'});
  expect(early).toEqual(got);
});

test('an undo that is planned anew takes only the newer answer', () => {
  const report = reportWith(planWith(3));
  const end = {portal: portal(true), leaver, report, written: undefined, shutByKey: false};
  const home = {screen: 'portal', saved: [], highlighted: 0, mode: {at: 'list'}} as const;
  const proof: WizardState = {
    ...start,
    screen: 'proof',
    guided: false,
    home,
    portal: portal(true),
    session: 1,
    leaver,
    plan: planWith(3),
    names: new Map(),
    end,
    highlighted: 0,
    list: undefined,
  };
  const asking = after(proof, {kind: 'undo'});
  if (asking.screen !== 'undo' || asking.planning.state !== 'asking') throw new Error(asking.screen);
  const first = {kind: 'undoable', token: asking.planning.token, undo: undoWith(3)} as const;
  const again = after(asking, first, {kind: 'edited'});
  expect(again.screen === 'undo' && again.edited).toBe(true);
  expect(after(again, first)).toEqual(again);
  expect(after(again, {kind: 'back'}).screen).toBe('proof');
});
