import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {Plan} from '../../domain/plan.ts';
import type {PlanScreen} from '../../domain/wizard/index.ts';
import {Line} from '../components/line.tsx';
import {Menu} from '../components/menu.tsx';
import {heightOf, type Note, Notes} from '../components/notes.tsx';
import type {Words} from '../../words/index.ts';
import {useWords} from '../contexts.ts';
import type {Dispatch} from '../hooks/use-ask.ts';

interface Props {
  readonly state: PlanScreen;
  readonly plan: Plan;
  readonly dispatch: Dispatch;
}

/** The question before a run: a menu with Cancel first for small plans, the number of records for large ones. */
export function Confirmation({state, plan, dispatch}: Props): ReactNode {
  const words = useWords();
  const {plan: own} = words.screens;
  const {confirm} = state;
  const count = plan.records.length;
  if (confirm.by === 'none') return <Notes notes={barred(state, words)} />;
  if (confirm.by === 'select') {
    return (
      <Box flexDirection="column" flexShrink={0} paddingTop={1} paddingLeft={1}>
        <Menu
          items={[own.cancel, own.start(count)]}
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
      <Line look="danger">{confirm.wrong ? ` ${own.wrong(count)}` : ' '}</Line>
      <Line look="heading">{` ${own.typeNumber(count)} ${confirm.armed ? `${confirm.typed}▏` : `(${own.wait})`}`}</Line>
    </Box>
  );
}

/** Why nothing can be started, where that is so. */
function barred({confirm}: PlanScreen, words: Words): readonly Note[] {
  const {plan: own} = words.screens;
  if (confirm.by !== 'none' || confirm.why === 'not-yet') return [];
  if (confirm.why === 'empty') return [{text: own.empty, look: 'danger'}];
  return [{text: own.notAdmin, look: 'danger'}, {text: own.notAdminNext}];
}

/** How many lines the question takes. */
export function questionHeight(state: PlanScreen, words: Words, width: number): number {
  if (state.confirm.by === 'none') return heightOf(barred(state, words), width);
  return state.confirm.by === 'select' ? 3 : 2;
}
