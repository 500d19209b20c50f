import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {AddressProblem} from '../../domain/webhook.ts';
import {maskTyped} from '../../domain/wizard/index.ts';
import {Line, Prose} from '../components/line.tsx';
import {useRoom, useWords} from '../contexts.ts';
import {cut} from '../text/fit.ts';

interface Props {
  readonly typed: string;
  readonly problem: AddressProblem | undefined;
}

/** The field a webhook address is pasted into. Its secret is never on the screen, not even while it is typed. */
export function AddPortal({typed, problem}: Props): ReactNode {
  const words = useWords();
  const {width} = useRoom();
  const {portal} = words.screens;
  const explained = problem && words.address(problem);
  return (
    <Box flexDirection="column" rowGap={1}>
      <Line look="heading">{portal.addTitle}</Line>
      <Prose>{portal.addWhat}</Prose>
      <Box flexDirection="column">
        {portal.addHow.map((step, index) => (
          <Prose key={step}>{`${index + 1} ${step}`}</Prose>
        ))}
      </Box>
      <Line>{`${portal.address}: ${cut(maskTyped(typed), width - portal.address.length - 5)}▏`}</Line>
      {explained ? (
        <Box flexDirection="column">
          <Prose look="danger">{explained.what}</Prose>
          <Prose>{explained.why}</Prose>
          <Prose look="heading">{explained.next}</Prose>
        </Box>
      ) : null}
    </Box>
  );
}
