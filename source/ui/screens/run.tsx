import {Box, Text} from 'ink';
import type {ReactNode} from 'react';
import {personName} from '../../domain/people.ts';
import {oneLine} from '../../domain/text.ts';
import {
  mayBeOpen,
  mayControl,
  opensAgain,
  paceOf,
  type Progress,
  type RunScreen as State,
} from '../../domain/wizard/index.ts';
import type {Words} from '../../words/index.ts';
import {AccountBox, accountHeight} from '../components/account-box.tsx';
import {Bars} from '../components/bars.tsx';
import {Line} from '../components/line.tsx';
import {heightOf, type Note, Notes} from '../components/notes.tsx';
import {useRoom, useWords} from '../contexts.ts';
import {FirstQuestion} from './first-question.tsx';
import {RehireQuestion} from './rehire-question.tsx';
import type {ScreenProps} from './props.ts';

/** Screen 6: the run, type by type, with why it waits and how the account stands. */
export function RunScreen({state, dispatch}: ScreenProps<State>): ReactNode {
  const words = useWords();
  const {width, height} = useRoom();
  const {progress} = state;
  const open = mayBeOpen(progress);
  const notes = notesOf(state, words).map((text): Note => ({text, look: 'warning'}));
  return (
    <Box flexDirection="column">
      <AccountBox {...state} />
      {state.question?.of === 'rehire' ? (
        <RehireQuestion state={state} question={state.question} dispatch={dispatch} />
      ) : state.question ? (
        <FirstQuestion state={state} question={state.question} dispatch={dispatch} />
      ) : (
        <>
          <Bars
            bars={progress.bars}
            types={state.portal.types}
            open={open}
            back={state.plan.kind === 'undo'}
            height={Math.max(2, height - 2 - heightOf(notes, width) - accountHeight(state, words, width))}
          />
          <Text> </Text>
          <Line>{` ${paceLine(progress, words)}`}</Line>
          <Notes notes={notes} />
        </>
      )}
    </Box>
  );
}

/** "1,102 of 1,268 · 8.4 a second · about 40 s left". */
function paceLine(progress: Progress, words: Words): string {
  const {run} = words.screens;
  const {perSecond, leftMs} = paceOf(progress);
  return [
    run.total(progress.done, progress.planned),
    ...(perSecond === undefined ? [] : [run.perSecond(perSecond)]),
    leftMs === undefined ? run.leftUnknown : run.left(words.forecast.time(leftMs)),
  ].join(' · ');
}

function notesOf(state: State, words: Words): string[] {
  const {run, quit} = words.screens;
  const {progress} = state;
  const notes: string[] = [];
  // Only while a key ends it: in the proof and after a stop there is nothing to go on with.
  if (state.paused && mayControl(state)) notes.push(progress.pause?.why === 'paused' ? run.paused : run.pausing);
  if (state.maxRps !== undefined && mayControl(state))
    notes.push(mayBeOpen(progress) ? run.fullPace : run.ownPace(state.maxRps));
  if (progress.pause && progress.pause.why !== 'paused') {
    const left = words.format.duration(Math.max(0, progress.pause.until - progress.at));
    notes.push(run.pause(left, words.pause(progress.pause)));
  }
  if (opensAgain(progress)) notes.push(run.opensAgain);
  if (progress.notOpened) {
    const {why, text} = progress.notOpened;
    notes.push(why === 'limit' && state.shutNow ? run.shutByKey : words.account.notOpened(why, text));
  }
  if (progress.account?.state === 'shut') {
    notes.push(words.account.shut(oneLine(personName(state.leaver), 60), progress.account.changedAt));
  }
  if (progress.proving) notes.push(run.proving(progress.proving.done, progress.proving.of));
  if (state.stopping) notes.push(mayBeOpen(progress) ? quit.stoppingOpen : quit.stopping);
  return notes;
}
