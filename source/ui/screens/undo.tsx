import {Box} from 'ink';
import type {ReactNode} from 'react';
import {personName} from '../../domain/people.ts';
import {oneLine} from '../../domain/text.ts';
import {undoOf, type UndoScreen as State, type UndoView} from '../../domain/wizard/index.ts';
import type {Words} from '../../words/index.ts';
import {Busy} from '../components/busy.tsx';
import {Explanation} from '../components/explained.tsx';
import {Indent} from '../components/indent.tsx';
import {Line} from '../components/line.tsx';
import type {Note} from '../components/notes.tsx';
import {useRoom, useWords} from '../contexts.ts';
import {wrap} from '../text/fit.ts';
import {nameOf} from '../text/people.ts';
import {type Asked, Confirmation, questionHeight} from './confirmation.tsx';
import {PlanRecords} from './plan-records.tsx';
import type {ScreenProps} from './props.ts';

const GAP = ' ';

/** The way back of a run: what would be put back, what stays and why. Nothing is written before this is confirmed. */
export function UndoScreen({state, dispatch}: ScreenProps<State>): ReactNode {
  const words = useWords();
  const {width, height} = useRoom();
  const {undo: own, frame} = words.screens;
  const {planning, records} = state;
  const undo = undoOf(state);
  if (planning.state === 'failed') {
    return (
      <Indent>
        <Explanation failure={planning.failure} />
      </Indent>
    );
  }
  if (planning.state === 'asking' || !undo) {
    const {done, of} = planning.state === 'asking' ? planning.looked : {done: 0, of: 0};
    return (
      <Indent>
        <Busy>{own.looking(done, of)}</Busy>
      </Indent>
    );
  }
  if (records) {
    const title = own.records(state.run);
    return <PlanRecords state={state} plan={undo.plan} cursor={records.cursor} title={title} to={own.recordTo} />;
  }
  const asked = askedOf(undo, words);
  const question = questionHeight(state.confirm, asked, words, width);
  const lines = notesOf(state, undo, words).flatMap(({text, look}) =>
    (text === GAP ? [GAP] : wrap(text, width - 2)).map(line => (look ? {text: line, look} : {text: line})),
  );
  const room = Math.max(0, height - question);
  const shown = lines.length <= room ? lines : [...lines.slice(0, Math.max(0, room - 1)), {text: frame.cut}];
  return (
    <Box flexDirection="column" height={height}>
      <Box flexDirection="column" height={room} overflow="hidden" paddingLeft={1}>
        {shown.map((note, index) => (
          <Line key={`${index} ${note.text}`} look={'look' in note ? note.look : undefined}>
            {note.text}
          </Line>
        ))}
      </Box>
      <Confirmation confirm={state.confirm} asked={asked} dispatch={dispatch} />
    </Box>
  );
}

function askedOf({counts}: UndoView, words: Words): Asked {
  const {undo: own} = words.screens;
  return {
    count: counts.putBack,
    cancel: own.cancel,
    start: own.start(counts.putBack),
    typeNumber: own.typeNumber(counts.putBack),
    empty: own.empty,
  };
}

/** The four numbers, which add up to what the run moved, and what else has to be known before a yes. */
function notesOf(state: State, {plan, counts}: UndoView, words: Words): readonly Note[] {
  const {undo: own} = words.screens;
  const to = words.format.list(plan.summary.shares.slice(0, 3).map(share => nameOf(share.to, state.names, words)));
  const title = state.back.end.report.kind === 'undo' ? own.titleBack : own.title;
  const account = accountText(state, plan.summary.byType, words);
  return [
    {text: title(state.run, plan.records.length), look: 'heading'},
    {text: GAP},
    {text: own.goBack(counts.putBack, plan.summary.shares.length > 3 ? '' : to)},
    {text: own.changedHands(counts.changedHands)},
    {text: state.edited ? own.editedToo : own.edited(counts.edited)},
    {text: own.gone(counts.gone)},
    {text: GAP},
    {text: own.messages, look: 'warning'},
    ...(account === '' ? [] : [{text: account} satisfies Note]),
  ];
}

/** A dismissed leaver may receive, but the portal may refuse to change their invoices and activities. */
function accountText({portal, leaver}: State, byType: UndoView['plan']['summary']['byType'], words: Words): string {
  if (leaver.active) return '';
  const counts = new Map(byType.map(({type, records}) => [type, records]));
  const affected = portal.types
    .filter(type => type.mayNeedRehire && (counts.get(type.key) ?? 0) > 0)
    .map(type => words.type.counted(type, counts.get(type.key) ?? 0));
  const name = oneLine(personName(leaver), 60);
  return affected.length === 0 ? '' : words.screens.undo.account(words.format.list(affected), name);
}
