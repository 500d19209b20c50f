import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {FirstQuestionState, RunScreen} from '../../domain/wizard/index.ts';
import {Indent} from '../components/indent.tsx';
import {Line} from '../components/line.tsx';
import {Menu} from '../components/menu.tsx';
import {useRoom, useWords} from '../contexts.ts';
import type {Dispatch} from '../hooks/use-ask.ts';
import {firstText} from './first-text.ts';

/** A gap, two choices, and the line that says that it is not listening yet. */
const MENU_HEIGHT = 4;

interface Props {
  readonly state: RunScreen;
  readonly question: FirstQuestionState;
  readonly dispatch: Dispatch;
}

/** The first records of each type, to be looked at on the portal, and whether the rest may follow. */
export function FirstQuestion({state, question, dispatch}: Props): ReactNode {
  const words = useWords();
  const {width, height} = useRoom();
  const {first} = words.screens;
  const lines = firstText(question.first, state.portal.types, words, width - 2, Math.max(1, height - MENU_HEIGHT));
  return (
    <Indent>
      {lines.map(({text, look}, index) => (
        <Line key={`${index} ${text}`} look={look}>
          {text}
        </Line>
      ))}
      <Box flexDirection="column" paddingTop={1}>
        <Menu
          key={question.token}
          items={[first.goOn, first.stop]}
          highlighted={question.highlighted}
          active={question.armed}
          onHighlight={index => dispatch({kind: 'highlight', index})}
          onChoose={index => dispatch({kind: 'choose', index})}
        />
        {question.armed ? null : <Line look="muted">{`  (${words.screens.rehire.wait})`}</Line>}
      </Box>
    </Indent>
  );
}
