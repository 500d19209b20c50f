import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {Plan} from '../../domain/plan.ts';
import {planOf, type PlanScreen as State} from '../../domain/wizard/index.ts';
import type {Words} from '../../words/index.ts';
import {Busy} from '../components/busy.tsx';
import {Explanation} from '../components/explained.tsx';
import {Indent} from '../components/indent.tsx';
import {Line} from '../components/line.tsx';
import {useRoom, useWords} from '../contexts.ts';
import {type Asked, Confirmation, questionHeight} from './confirmation.tsx';
import {factLines} from './plan-facts.ts';
import {PlanRecords} from './plan-records.tsx';
import type {ScreenProps} from './props.ts';
import {Shares} from './shares.tsx';

/** Screen 5: exactly what will happen. Nothing has been written yet, and nothing is before this is confirmed. */
export function PlanScreen({state, dispatch}: ScreenProps<State>): ReactNode {
  const words = useWords();
  const {width, height} = useRoom();
  const plan = planOf(state);
  if (state.pinning.state === 'failed') {
    return (
      <Indent>
        <Explanation failure={state.pinning.failure} />
      </Indent>
    );
  }
  if (!plan) return <PinningProgress state={state} />;
  if (state.records)
    return (
      <PlanRecords
        state={state}
        plan={plan}
        cursor={state.records.cursor}
        title={words.screens.plan.records(plan.digest)}
      />
    );

  if (state.facts !== undefined) return <PlanFacts state={state} plan={plan} at={state.facts} />;

  // The question is never what a small window cuts: it keeps its lines, the rest shares what is left.
  const asked = askedOf(state, plan, words);
  const question = questionHeight(state.confirm, asked, words, width);
  const facts = factLines(state, plan, words, width - 14);
  const shares = Math.min(plan.summary.shares.length + 1, Math.max(4, height - question - 2 - facts.length));
  const rest = Math.max(0, height - question - 2 - shares);
  const shown =
    facts.length <= rest ? facts : [...facts.slice(0, Math.max(0, rest - 1)), ` ${words.screens.plan.more}`];
  return (
    <Box flexDirection="column" height={height}>
      <Box flexDirection="column" height={Math.max(0, height - question)} overflow="hidden">
        <Line look="heading">{` ${words.screens.plan.title(plan.digest, plan.records.length)}`}</Line>
        <Line look="muted">{` ${titleOf(state, words)}`}</Line>
        <Shares state={state} plan={plan} height={shares} />
        {shown.map((line, index) => (
          <Line key={`${index} ${line}`}>{line}</Line>
        ))}
      </Box>
      <Confirmation confirm={state.confirm} asked={asked} dispatch={dispatch} />
    </Box>
  );
}

/** All facts of the plan, a window full at a time; behind the last part comes the first. */
function PlanFacts({state, plan, at}: {readonly state: State; readonly plan: Plan; readonly at: number}): ReactNode {
  const words = useWords();
  const {width, height} = useRoom();
  const lines = factLines(state, plan, words, width - 14);
  const room = Math.max(1, height - 2);
  const parts = Math.max(1, Math.ceil(lines.length / room));
  const part = ((at % parts) + parts) % parts;
  return (
    <Box flexDirection="column">
      <Line look="heading">{` ${words.screens.plan.facts(plan.digest, part + 1, parts)}`}</Line>
      <Line> </Line>
      {lines.slice(part * room, (part + 1) * room).map((line, index) => (
        <Line key={`${index} ${line}`}>{line}</Line>
      ))}
    </Box>
  );
}

/** What the plan is of, where that is not what was just chosen. */
function titleOf({source}: State, {screens: {plan: own}}: Words): string {
  if (source.by === 'retry') return own.retryTitle(source.run);
  return source.by === 'new' ? own.newTitle(source.run) : '';
}

function askedOf({source}: State, {records}: Plan, words: Words): Asked {
  const {plan: own} = words.screens;
  const count = records.length;
  return {
    count,
    cancel: source.by === 'scope' ? own.cancel : own.cancelRetry,
    start: own.start(count),
    typeNumber: own.typeNumber(count),
    empty: source.by === 'retry' ? own.nothingToRetry : own.empty,
  };
}

function PinningProgress({state}: {readonly state: State}): ReactNode {
  const words = useWords();
  if (state.pinning.state !== 'asking') return null;
  const {pinned} = state.pinning;
  return (
    <Indent>
      <Busy>{words.screens.plan.pinning}</Busy>
      {state.portal.types
        .filter(({key}) => pinned.has(key))
        .map(type => (
          <Line
            key={type.key}
          >{`   ${words.screens.plan.pinned(words.type.name(type), pinned.get(type.key) ?? 0)}`}</Line>
        ))}
    </Indent>
  );
}
