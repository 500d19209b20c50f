import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {WizardState} from '../../domain/wizard/index.ts';
import {Line, Prose} from '../components/line.tsx';
import {Menu} from '../components/menu.tsx';
import {useWords} from '../contexts.ts';
import type {Dispatch} from '../hooks/use-ask.ts';

interface Props {
  readonly state: WizardState;
  readonly highlighted: number;
  readonly dispatch: Dispatch;
}

/** The question of Ctrl-C. "Go on" stands first. */
export function QuitQuestion({state, highlighted, dispatch}: Props): ReactNode {
  const {quit, undo} = useWords().screens;
  const running = state.screen === 'run';
  const stopNote = running && state.plan.kind === 'undo' ? undo.stopNote : quit.stopNote;
  return (
    <Box flexDirection="column" flexShrink={0} rowGap={1} paddingLeft={1}>
      <Line look="heading">{running ? quit.stopRun : quit.leave}</Line>
      <Prose>{running ? stopNote : quit.leaveNote}</Prose>
      <Menu
        items={[quit.goOn, running ? quit.stopItem : quit.leaveItem]}
        highlighted={highlighted}
        onHighlight={index => dispatch({kind: 'highlight', index})}
        onChoose={index => dispatch({kind: 'choose', index})}
      />
    </Box>
  );
}
