import {Box, Text} from 'ink';
import type {ReactNode} from 'react';
import {planOf, type PlanScreen as State} from '../../domain/wizard/index.ts';
import {Busy} from '../components/busy.tsx';
import {Explanation} from '../components/explained.tsx';
import {Indent} from '../components/indent.tsx';
import {Line} from '../components/line.tsx';
import {useRoom, useWords} from '../contexts.ts';
import {Confirmation} from './confirmation.tsx';
import {PlanFacts} from './plan-facts.tsx';
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
  if (state.records) return <PlanRecords state={state} plan={plan} cursor={state.records.cursor} />;

  const facts = PlanFacts.linesOf(state, plan, words, width - 14);
  const question = state.confirm.by === 'select' ? 3 : 2;
  const room = Math.max(3, height - 3 - facts.length - question);
  return (
    <Box flexDirection="column">
      <Line look="heading">{` ${words.screens.plan.title(plan.digest, plan.records.length)}`}</Line>
      <Text> </Text>
      <Shares state={state} plan={plan} height={room} />
      <PlanFacts lines={facts} />
      <Confirmation state={state} plan={plan} dispatch={dispatch} />
    </Box>
  );
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
