import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {Confirm} from '../../domain/wizard/index.ts';
import {Line} from '../components/line.tsx';
import {Menu} from '../components/menu.tsx';
import {heightOf, type Note, Notes} from '../components/notes.tsx';
import type {Words} from '../../words/index.ts';
import {useWords} from '../contexts.ts';
import type {Dispatch} from '../hooks/use-ask.ts';

interface Props {
  readonly confirm: Confirm;
  readonly asked: Asked;
  readonly dispatch: Dispatch;
}

/** What a question says. */
export interface Asked {
  readonly count: number;
  readonly cancel: string;
  readonly start: string;
  readonly typeNumber: string;
  /** Why there is nothing to confirm, where that is so. */
  readonly empty: string;
}

/** The question before something is written: a menu with Cancel first for few records, their number for many. */
export function Confirmation({confirm, asked, dispatch}: Props): ReactNode {
  const words = useWords();
  const {plan: own} = words.screens;
  if (confirm.by === 'none') return <Notes notes={barred(confirm, asked, words)} />;
  if (confirm.by === 'select') {
    return (
      <Box flexDirection="column" flexShrink={0} paddingTop={1} paddingLeft={1}>
        <Menu
          items={[asked.cancel, asked.start]}
          highlighted={confirm.highlighted}
          active={confirm.armed}
          onHighlight={index => dispatch({kind: 'highlight', index})}
          onChoose={index => dispatch({kind: 'choose', index})}
        />
      </Box>
    );
  }
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Line look="danger">{confirm.wrong ? ` ${own.wrong(asked.count)}` : ' '}</Line>
      <Line look="heading">{` ${asked.typeNumber} ${confirm.armed ? `${confirm.typed}▏` : `(${own.wait})`}`}</Line>
    </Box>
  );
}

/** Why nothing can be started, where that is so. */
function barred(confirm: Confirm, {empty}: Asked, words: Words): readonly Note[] {
  const {plan: own} = words.screens;
  if (confirm.by !== 'none' || confirm.why === 'not-yet') return [];
  if (confirm.why === 'empty') return [{text: empty, look: 'danger'}];
  return [{text: own.notAdmin, look: 'danger'}, {text: own.notAdminNext}];
}

/** How many lines the question takes. */
export function questionHeight(confirm: Confirm, asked: Asked, words: Words, width: number): number {
  if (confirm.by === 'none') return heightOf(barred(confirm, asked, words), width);
  return confirm.by === 'select' ? 3 : 2;
}
