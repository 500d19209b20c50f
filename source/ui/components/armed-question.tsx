import {Box} from 'ink';
import type {ReactNode} from 'react';
import {useWords} from '../contexts.ts';
import type {Dispatch} from '../hooks/use-ask.ts';
import type {Look} from '../theme.ts';
import {Indent} from './indent.tsx';
import {Line} from './line.tsx';
import {Menu} from './menu.tsx';

/** A gap, two choices, and the line that says that it is not listening yet. */
export const MENU_HEIGHT = 4;

interface Props {
  readonly lines: readonly {readonly text: string; readonly look?: Look}[];
  readonly items: readonly string[];
  readonly highlighted: number;
  readonly question: {readonly token: number; readonly armed: boolean};
  readonly dispatch: Dispatch;
}

/** A question that takes no answer before it has been seen for a moment: what it is about, and the choices. */
export function ArmedQuestion({lines, items, highlighted, question, dispatch}: Props): ReactNode {
  const words = useWords();
  return (
    <Indent>
      {lines.map(({text, look}, index) => (
        <Line key={`${index} ${text}`} look={look}>
          {text}
        </Line>
      ))}
      <Box flexDirection="column" paddingTop={1}>
        <Menu
          // Each painting of the question is a new menu: its cursor is on the first choice again.
          key={question.token}
          items={items}
          highlighted={highlighted}
          active={question.armed}
          onHighlight={index => dispatch({kind: 'highlight', index})}
          onChoose={index => dispatch({kind: 'choose', index})}
        />
        {question.armed ? null : <Line look="muted">{`  (${words.screens.rehire.wait})`}</Line>}
      </Box>
    </Indent>
  );
}
