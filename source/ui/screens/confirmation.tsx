import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {Plan} from '../../domain/plan.ts';
import type {PlanScreen} from '../../domain/wizard/index.ts';
import {Line, Prose} from '../components/line.tsx';
import {Menu} from '../components/menu.tsx';
import {useWords} from '../contexts.ts';
import type {Dispatch} from '../hooks/use-ask.ts';

interface Props {
  readonly state: PlanScreen;
  readonly plan: Plan;
  readonly dispatch: Dispatch;
}

/** The question before a run: a menu with Cancel first for small plans, the number of records for large ones. */
export function Confirmation({state, plan, dispatch}: Props): ReactNode {
  const {plan: own} = useWords().screens;
  const {confirm} = state;
  const count = plan.records.length;
  if (confirm.by === 'none') {
    if (confirm.why === 'not-yet') return null;
    return (
      <Box flexDirection="column" paddingLeft={1} flexShrink={0}>
        <Prose look="danger">{confirm.why === 'empty' ? own.empty : own.notAdmin}</Prose>
        {confirm.why === 'not-admin' ? <Prose>{own.notAdminNext}</Prose> : null}
      </Box>
    );
  }
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
