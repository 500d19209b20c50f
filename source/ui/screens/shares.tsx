import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {EntityType, TypeKey} from '../../domain/entity-types.ts';
import type {Plan} from '../../domain/plan.ts';
import type {PlanScreen} from '../../domain/wizard/index.ts';
import type {Words} from '../../words/index.ts';
import {Line} from '../components/line.tsx';
import {Scroll} from '../components/scroll.tsx';
import {useRoom, useWords} from '../contexts.ts';
import {type Column, layOut, lineOf} from '../text/columns.ts';
import {nameOf} from '../text/people.ts';

type Share = readonly [to: number, counts: ReadonlyMap<TypeKey, number>];

interface Props {
  readonly state: PlanScreen;
  readonly plan: Plan;
  readonly height: number;
}

/** Who gets how many of what, beside what they hold open already. Types for which there is no room are added up in a last column. */
export function Shares({state, plan, height}: Props): ReactNode {
  const words = useWords();
  const {width} = useRoom();
  const shares: readonly Share[] = plan.summary.shares.map(({to, byType}) => [to, byType]);
  const present = new Set(plan.summary.byType.map(({type}) => type));
  const types = state.portal.types.filter(({key}) => present.has(key));
  const {columns, rows, layout} = fitted(types, shares, state, plan.holds ?? [], words, width - 4);
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Line look="muted">{`   ${lineOf(
        columns.map(({head}) => head),
        columns,
        layout,
        width - 4,
      )}`}</Line>
      <Scroll rows={rows} cursor={0} height={Math.max(2, height - 1)} keyOf={([name = '']) => name}>
        {cells => <Line>{`   ${lineOf(cells, columns, layout, width - 4)}`}</Line>}
      </Scroll>
    </Box>
  );
}

interface Fitted {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  readonly layout: ReturnType<typeof layOut>;
}

/** Tries with all types as columns, then with one less each time and the rest added up. */
function fitted(
  types: readonly EntityType[],
  shares: readonly Share[],
  state: PlanScreen,
  held: NonNullable<Plan['holds']>,
  words: Words,
  width: number,
): Fitted {
  const {plan} = words.screens;
  const holds = new Map(held);
  for (let shown = types.length; ; shown -= 1) {
    const [own, rest] = [types.slice(0, shown), types.slice(shown)];
    const others: readonly Column[] = rest.length > 0 && shown > 0 ? [{head: plan.others, align: 'right'}] : [];
    const columns: readonly Column[] = [
      {head: plan.to, keep: true, max: 30, shrinkTo: 14},
      {head: plan.all, align: 'right', keep: true},
      ...own.map((type): Column => ({head: words.type.short(type), align: 'right'})),
      ...others,
      ...(holds.size > 0 ? [{head: plan.openNow, align: 'right'} satisfies Column] : []),
    ];
    const rows = shares.map(([to, counts]) => [
      nameOf(to, state.names, words),
      words.format.number(sum([...counts.values()])),
      ...own.map(({key}) => cell(counts.get(key) ?? 0, words)),
      ...others.map(() => cell(sum(rest.map(({key}) => counts.get(key) ?? 0)), words)),
      ...(holds.size > 0 ? [openNow(holds.get(to), words)] : []),
    ]);
    const layout = layOut(columns, rows, width);
    if (layout.columns.length === columns.length || shown === 0) return {columns, rows, layout};
  }
}

function openNow(count: number | undefined, words: Words): string {
  return count === undefined ? '' : words.format.number(count);
}

function cell(count: number, words: Words): string {
  return count === 0 ? words.screens.plan.none : words.format.number(count);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
