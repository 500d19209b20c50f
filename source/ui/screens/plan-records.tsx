import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {Plan, PlannedRecord} from '../../domain/plan.ts';
import type {PlanScreen} from '../../domain/wizard/index.ts';
import {Line} from '../components/line.tsx';
import {Row} from '../components/row.tsx';
import {Scroll} from '../components/scroll.tsx';
import {useRoom, useWords} from '../contexts.ts';
import {type Column, layOut, lineOf} from '../text/columns.ts';
import {nameOf} from '../text/people.ts';

interface Props {
  readonly state: Pick<PlanScreen, 'portal' | 'names'>;
  readonly plan: Plan;
  readonly cursor: number;
  readonly title: string;
  /** The head over whom each goes to. */
  readonly to?: string;
}

/** Every record of the plan, and to whom it goes. */
export function PlanRecords({state, plan, cursor, title, to}: Props): ReactNode {
  const words = useWords();
  const {width, height} = useRoom();
  const {plan: own} = words.screens;
  const types = new Map(state.portal.types.map(type => [type.key, type]));
  const columns: readonly Column[] = [
    {head: own.recordHead.type, max: 16, shrinkTo: 8},
    {head: own.recordHead.id, align: 'right', keep: true},
    {head: own.recordHead.title, keep: true, shrinkTo: 14},
    {head: to ?? own.recordHead.to, max: 26, shrinkTo: 10, keep: true},
  ];
  const cells = (record: PlannedRecord): readonly string[] => {
    const type = types.get(record.type) ?? {key: record.type};
    return [
      words.type.name(type),
      String(record.id),
      words.title(type, record.id, record.title),
      record.unmovable ? own.unmovableMark : nameOf(record.to, state.names, words),
    ];
  };
  const near = plan.records.slice(Math.max(0, cursor - height), cursor + height);
  const layout = layOut(columns, near.map(cells), width - 4);
  return (
    <Box flexDirection="column">
      <Line look="heading">{` ${title}`}</Line>
      <Line look="muted">{`   ${lineOf(
        columns.map(({head}) => head),
        columns,
        layout,
        width - 4,
      )}`}</Line>
      <Scroll rows={plan.records} cursor={cursor} height={height - 2} keyOf={record => `${record.type} ${record.id}`}>
        {(record, selected) => <Row selected={selected}>{lineOf(cells(record), columns, layout, width - 4)}</Row>}
      </Scroll>
    </Box>
  );
}
