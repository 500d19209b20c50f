import {Box} from 'ink';
import type {ReactNode} from 'react';
import {leftOf, type ResumeLook, type ResumeScreen as State} from '../../domain/wizard/index.ts';
import type {Words} from '../../words/index.ts';
import {Bars} from '../components/bars.tsx';
import {Busy} from '../components/busy.tsx';
import {Explanation} from '../components/explained.tsx';
import {Indent} from '../components/indent.tsx';
import {Line} from '../components/line.tsx';
import {Menu} from '../components/menu.tsx';
import {heightOf, type Note, Notes} from '../components/notes.tsx';
import {useNow, useRoom, useWords} from '../contexts.ts';
import {type Asked, Confirmation, questionHeight} from './confirmation.tsx';
import type {ScreenProps} from './props.ts';
import {unfinishedText} from './unfinished.ts';

/** What did not come to its end on this portal: to be looked at and gone on with, or left for later. */
export function ResumeScreen({state, dispatch}: ScreenProps<State>): ReactNode {
  const words = useWords();
  const now = useNow();
  const {height} = useRoom();
  const {resume} = words.screens;
  const {look} = state;
  if (look?.state === 'got') return <Look state={state} look={look} dispatch={dispatch} />;
  if (look?.state === 'failed') {
    return (
      <Indent>
        <Explanation failure={look.failure} />
      </Indent>
    );
  }
  if (look) {
    return (
      <Indent>
        <Busy>{resume.looking(look.run.run)}</Busy>
      </Indent>
    );
  }
  const items = [resume.later, ...state.runs.map(run => resume.look(run.run, unfinishedText(run, now(), words)))];
  return (
    <Box flexDirection="column" rowGap={1} paddingLeft={1} height={height}>
      <Line look="heading">{resume.title}</Line>
      <Menu
        items={items}
        highlighted={state.highlighted}
        onHighlight={index => dispatch({kind: 'highlight', index})}
        onChoose={index => dispatch({kind: 'choose', index})}
      />
    </Box>
  );
}

type Got = Extract<ResumeLook, {state: 'got'}>;

/** One of them: how far it is, and the question whether it goes on. */
function Look({state, look, dispatch}: ScreenProps<State> & {readonly look: Got}): ReactNode {
  const words = useWords();
  const now = useNow();
  const {width, height} = useRoom();
  const {resume} = words.screens;
  const back = look.plan.kind === 'undo';
  const asked = askedOf(look, words);
  const notes: readonly Note[] = [
    {text: unfinishedText(look.run, now(), words)},
    {text: resume.looked(look.run.run, leftOf(look)), look: 'heading'},
    {text: back ? resume.howBack : resume.how},
  ];
  const question = questionHeight(state.confirm, asked, words, width);
  const room = height - question - heightOf(notes, width) - 1;
  return (
    <Box flexDirection="column" height={height}>
      <Box flexDirection="column" height={Math.max(0, height - question)} overflow="hidden">
        <Notes notes={notes} />
        {room < 2 ? null : (
          <Box flexDirection="column" paddingTop={1}>
            <Bars bars={look.progress.bars} types={state.portal.types} open={false} back={back} height={room} />
          </Box>
        )}
      </Box>
      <Confirmation confirm={state.confirm} asked={asked} dispatch={dispatch} />
    </Box>
  );
}

function askedOf(look: Got, words: Words): Asked {
  const {resume} = words.screens;
  const count = leftOf(look);
  const start = look.plan.kind === 'undo' ? resume.goOnBack : resume.goOn;
  return {
    count,
    cancel: resume.cancel,
    start: start(count),
    typeNumber: resume.typeNumber(count),
    empty: '',
  };
}
