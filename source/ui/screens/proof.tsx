import {Box} from 'ink';
import type {ReactNode} from 'react';
import {countFresh, EXIT} from '../../domain/outcomes.ts';
import {oneLine} from '../../domain/text.ts';
import {exitOfRun, fatesOf, mayFollow, proofItems, type ProofScreen as State} from '../../domain/wizard/index.ts';
import type {Words} from '../../words/index.ts';
import {Line} from '../components/line.tsx';
import {Menu} from '../components/menu.tsx';
import {useRoom, useWords} from '../contexts.ts';
import {commandFor, newCommand, reportLines} from '../report-lines.ts';
import {wrap} from '../text/fit.ts';
import {Notable} from './notable.tsx';
import type {ScreenProps} from './props.ts';

/** Screen 7: what the portal itself says now. */
export function ProofScreen({state, dispatch}: ScreenProps<State>): ReactNode {
  const words = useWords();
  const {width, height} = useRoom();
  if (state.list) return <Notable state={state} cursor={state.list.cursor} />;
  const {end, highlighted} = state;
  const [headline = '', ...rest] = reportLines(end, words);
  const code = exitOfRun(end);
  const back = end.report.kind === 'undo';
  const items = proofItems(state);
  const top = wrap(headline, width - 2);
  const lines = [...rest, ...nextLines(state, words)].flatMap(line => wrap(line, width - 2));
  const above = Math.max(0, height - items.length);
  const room = Math.max(0, above - top.length - 2);
  const shown = lines.length <= room ? lines : [...lines.slice(0, Math.max(0, room - 1)), words.screens.frame.cut];
  return (
    <Box flexDirection="column" paddingLeft={1}>
      <Box flexDirection="column" height={Math.min(above, top.length + shown.length + 2)} overflow="hidden">
        {[...top, ' ', ...shown, ' '].map((line, index) => (
          <Box key={`${index} ${line}`} flexShrink={0}>
            <Line look={index >= top.length ? undefined : code === EXIT.done ? 'good' : 'danger'}>{line}</Line>
          </Box>
        ))}
      </Box>
      <Menu
        items={items.map(item =>
          item === 'list' && back ? words.screens.undo.menuList : words.screens.proof.menu[item],
        )}
        highlighted={highlighted}
        onHighlight={index => dispatch({kind: 'highlight', index})}
        onChoose={index => dispatch({kind: 'choose', index})}
      />
    </Box>
  );
}

/** The report files, and what may follow, with the key for it. */
function nextLines(state: State, words: Words): readonly string[] {
  const {proof: own} = words.screens;
  const {report, written} = state.end;
  const behind = state.plan.behind ? words.behind.brief(state.plan.behind) : '';
  const fates = fatesOf(state.end);
  const {planNew, retry, undo} = mayFollow(state);
  const [first] = written?.files ?? [];
  const folder = first === undefined ? '' : oneLine(first.replace(/[^/\\]+$/, ''), 300);
  const names = (written?.files ?? []).map(file => oneLine(file.slice(file.search(/[^/\\]+$/)), 60));
  return [
    ...(behind === '' ? [] : [own.behind(behind)]),
    ...(first === undefined ? [] : [own.report(names.join(', '), folder)]),
    ...(written?.trouble === undefined ? [] : [own.noReport(oneLine(written.trouble, 300))]),
    ...(planNew ? [own.freshHere(report.proof ? countFresh(report.proof) : 0, newCommand(state.end))] : []),
    ...(report.proof?.heirless ? [own.heirless(report.proof.heirless)] : []),
    ...(retry ? [own.retryHere(fates.failed + fates['not-tried'])] : []),
    ...(undo ? [(report.kind === 'undo' ? own.redoHere : own.undoHere)(commandFor('undo', state.end))] : []),
  ];
}
