import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {RecordResult} from '../../domain/outcomes.ts';
import {fateOf, notableOf, type ProofScreen} from '../../domain/wizard/index.ts';
import {Line} from '../components/line.tsx';
import {Row} from '../components/row.tsx';
import {Scroll} from '../components/scroll.tsx';
import {useRoom, useWords} from '../contexts.ts';
import {cut} from '../text/fit.ts';
import {nameOf} from '../text/people.ts';

interface Props {
  readonly state: ProofScreen;
  readonly cursor: number;
}

/** The records that were not moved, each with what happened to it and why. */
export function Notable({state, cursor}: Props): ReactNode {
  const words = useWords();
  const {width, height} = useRoom();
  const {report} = state.end;
  const back = report.kind === 'undo';
  const results = notableOf(report);
  const types = new Map(state.portal.types.map(type => [type.key, type]));
  const line = (result: RecordResult): string => {
    const {record, outcome, reason, why, nowWith} = result;
    const who = nowWith === undefined ? undefined : nameOf(nowWith, state.names, words);
    const said = who ?? (reason || (why && why !== 'edited-since' ? words.notMoved[why] : ''));
    const type = types.get(record.type) ?? {key: record.type};
    if (!back) {
      const detail = who === undefined ? said : words.report.nowWith(who);
      return words.report.record(type, record.id, record.title, outcome, detail);
    }
    const name = `${words.type.counted(type, 1).replace(/^1 /, '')} ${record.id}`;
    return words.screens.undo.record(name, record.title, fateOf(result), said);
  };
  return (
    <Box flexDirection="column">
      <Line look="heading">{` ${back ? words.screens.undo.listTitle : words.screens.proof.listTitle}`}</Line>
      <Scroll rows={results} cursor={cursor} height={height - 1} keyOf={({record}) => `${record.type} ${record.id}`}>
        {(result, selected) => <Row selected={selected}>{cut(line(result), width - 4)}</Row>}
      </Scroll>
    </Box>
  );
}
