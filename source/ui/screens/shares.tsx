import {Box} from 'ink';
import type {ReactNode} from 'react';
import {type Plan, sharesOf} from '../../domain/plan.ts';
import type {PlanScreen} from '../../domain/wizard/index.ts';
import {Line} from '../components/line.tsx';
import {Scroll} from '../components/scroll.tsx';
import {useRoom, useWords} from '../contexts.ts';
import {type Column, layOut, lineOf} from '../text/columns.ts';
import {nameOf} from '../text/people.ts';

interface Props {
  readonly state: PlanScreen;
  readonly plan: Plan;
  readonly height: number;
}

/** Who gets how many of what. */
export function Shares({state, plan, height}: Props): ReactNode {
  const words = useWords();
  const {width} = useRoom();
  const {plan: own} = words.screens;
  const shares = [...sharesOf(plan.records)];
  const present = new Set(plan.records.map(({type}) => type));
  const types = state.portal.types.filter(({key}) => present.has(key));
  const columns: readonly Column[] = [
    {head: own.to, keep: true, max: 30, shrinkTo: 14},
    {head: own.all, align: 'right', keep: true},
    ...types.map((type): Column => ({head: words.type.short(type), align: 'right'})),
  ];
  const cells = ([to, share]: (typeof shares)[number]): readonly string[] => [
    nameOf(to, state.names, words),
    words.format.number([...share.values()].reduce((sum, count) => sum + count, 0)),
    ...types.map(({key}) => (share.has(key) ? words.format.number(share.get(key) ?? 0) : own.none)),
  ];
  const layout = layOut(columns, shares.map(cells), width - 4);
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Line look="muted">{`   ${lineOf(
        columns.map(({head}) => head),
        columns,
        layout,
        width - 4,
      )}`}</Line>
      <Scroll rows={shares} cursor={0} height={Math.max(2, height - 1)} keyOf={([to]) => to}>
        {share => <Line>{`   ${lineOf(cells(share), columns, layout, width - 4)}`}</Line>}
      </Scroll>
    </Box>
  );
}
