import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {RecordResult} from '../../domain/outcomes.ts';
import {notableOf, type ProofScreen} from '../../domain/wizard/index.ts';
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
  const results = notableOf(state.report);
  const types = new Map(state.portal.types.map(type => [type.key, type]));
  const line = ({record, outcome, reason, why, nowWith}: RecordResult): string => {
    const said =
      nowWith === undefined
        ? reason || (why ? words.notMoved[why] : '')
        : words.report.nowWith(nameOf(nowWith, state.names, words));
    return words.report.record(types.get(record.type) ?? {key: record.type}, record.id, record.title, outcome, said);
  };
  return (
    <Box flexDirection="column">
      <Line look="heading">{` ${words.screens.proof.listTitle}`}</Line>
      <Scroll rows={results} cursor={cursor} height={height - 1} keyOf={({record}) => `${record.type} ${record.id}`}>
        {(result, selected) => <Row selected={selected}>{cut(line(result), width - 4)}</Row>}
      </Scroll>
    </Box>
  );
}
