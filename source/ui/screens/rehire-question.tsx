import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {RehireQuestionState, RunScreen} from '../../domain/wizard/index.ts';
import {Indent} from '../components/indent.tsx';
import {Line} from '../components/line.tsx';
import {Menu} from '../components/menu.tsx';
import {useRoom, useWords} from '../contexts.ts';
import {rehireText} from './rehire-text.ts';
import type {Dispatch} from '../hooks/use-ask.ts';

/** A gap, two choices, and the line that says that it is not listening yet. */
const MENU_HEIGHT = 4;

interface Props {
  readonly state: RunScreen;
  readonly question: RehireQuestionState;
  readonly dispatch: Dispatch;
}

/**
 * The question before an account is opened. Cancel stands first, Enter alone is no yes, and yes is offered only where
 * there is room to read what it means.
 */
export function RehireQuestion({state, question, dispatch}: Props): ReactNode {
  const words = useWords();
  const {width, height} = useRoom();
  const {rehire, undo} = words.screens;
  const back = state.plan.kind === 'undo';
  const {asked} = question;
  const yes = back ? undo.yes : asked.countOnly ? rehire.yesToCount : rehire.yes;
  const list = words.format.list(
    asked.types.map(({type: key, records}) => {
      const type = state.portal.types.find(item => item.key === key) ?? {key};
      return words.type.counted(type, records);
    }),
  );
  const {lines, whole} = rehireText(asked, back, list, words, width - 2, height - MENU_HEIGHT);
  return (
    <Indent>
      {lines.map(({text, look}, index) => (
        <Line key={`${index} ${text}`} look={look}>
          {text}
        </Line>
      ))}
      <Box flexDirection="column" paddingTop={1}>
        <Menu
          // Each painting of the question is a new menu: its cursor is on Cancel again.
          key={question.token}
          items={whole ? [rehire.no(list), yes] : [rehire.no(list)]}
          highlighted={whole ? question.highlighted : 0}
          active={question.armed}
          onHighlight={index => dispatch({kind: 'highlight', index})}
          onChoose={index => dispatch({kind: 'choose', index})}
        />
        {question.armed ? null : <Line look="muted">{`  (${rehire.wait})`}</Line>}
      </Box>
    </Indent>
  );
}
