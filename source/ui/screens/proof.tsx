import {Box} from 'ink';
import type {ReactNode} from 'react';
import {EXIT, exitCodeOf} from '../../domain/outcomes.ts';
import {proofItems, type ProofScreen as State} from '../../domain/wizard/index.ts';
import {Prose} from '../components/line.tsx';
import {Menu} from '../components/menu.tsx';
import {useRoom, useWords} from '../contexts.ts';
import {reportLines} from '../report-lines.ts';
import {wrap} from '../text/fit.ts';
import {Notable} from './notable.tsx';
import type {ScreenProps} from './props.ts';

/** Screen 7: what the portal itself says now. */
export function ProofScreen({state, dispatch}: ScreenProps<State>): ReactNode {
  const words = useWords();
  const {width, height} = useRoom();
  if (state.list) return <Notable state={state} cursor={state.list.cursor} />;
  const {report, portal, leaver, highlighted} = state;
  const [headline = '', ...rest] = reportLines({report, portal, leaver}, words);
  const code = exitCodeOf(report);
  const items = proofItems(state);
  // The account's sentence comes first of the rest when it is open: whatever has to be cut, it is not that.
  const shown = rest.flatMap(line => wrap(line, width - 2)).slice(0, Math.max(4, height - items.length - 5));
  return (
    <Box flexDirection="column" paddingLeft={1} rowGap={1}>
      <Box flexDirection="column" flexShrink={0}>
        <Prose look={code === EXIT.done ? 'good' : 'danger'}>{headline}</Prose>
      </Box>
      <Box flexDirection="column" flexShrink={0}>
        {shown.map((line, index) => (
          <Prose key={`${index} ${line}`}>{line}</Prose>
        ))}
      </Box>
      <Menu
        items={items.map(item => words.screens.proof.menu[item])}
        highlighted={highlighted}
        onHighlight={index => dispatch({kind: 'highlight', index})}
        onChoose={index => dispatch({kind: 'choose', index})}
      />
    </Box>
  );
}
