import {Box} from 'ink';
import type {ReactNode} from 'react';
import {personName, type Person} from '../../domain/people.ts';
import {oneLine} from '../../domain/text.ts';
import {mayBeOpen, type Progress} from '../../domain/wizard/index.ts';
import type {Words} from '../../words/index.ts';
import {useRoom, useWords} from '../contexts.ts';
import {wrap} from '../text/fit.ts';
import {accountBorder} from '../theme.ts';
import {Line} from './line.tsx';

interface Props {
  readonly leaver: Person;
  readonly progress: Progress;
  /** The key that shuts it has been pressed. */
  readonly shutNow: boolean;
}

/** Stands there as long as the account may be open, and cannot be overlooked. */
export function AccountBox({leaver, progress, shutNow}: Props): ReactNode {
  const words = useWords();
  const {width} = useRoom();
  const lines = accountLines({leaver, progress, shutNow}, words, width);
  if (lines.length === 0) return null;
  return (
    <Box
      flexDirection="column"
      flexShrink={0}
      borderStyle={accountBorder.style}
      borderColor={accountBorder.color}
      paddingX={1}
    >
      {lines.map((line, index) => (
        <Line key={line} look={index === 0 || progress.account?.state === 'stuck' ? 'danger' : undefined}>
          {line}
        </Line>
      ))}
    </Box>
  );
}

/** Lines the box takes on the screen, its border included. */
export function accountHeight(props: Props, words: Words, width: number): number {
  const lines = accountLines(props, words, width);
  return lines.length === 0 ? 0 : lines.length + 2;
}

function accountLines({leaver, progress, shutNow}: Props, words: Words, width: number): readonly string[] {
  const {account, at} = progress;
  if (!account || !mayBeOpen(progress)) return [];
  const name = oneLine(personName(leaver), 60);
  return [words.screens.frame.accountOpen, ...sentences()].flatMap(text => wrap(text, width - 4));

  function sentences(): readonly string[] {
    switch (account?.state) {
      case 'opening':
        return [words.account.opening(name)];
      case 'open': {
        const length = words.screens.run.since(words.format.duration(at - account.since));
        const {run} = words.screens;
        return [
          `${words.account.open(name, leaver.id, account.since)} ${length}`,
          ...(progress.openings > 1 ? [run.openedAgain(progress.openings)] : []),
          shutNow ? run.shuttingNow : run.shutLater,
        ];
      }
      case 'shutting':
        return [words.account.shutting(name)];
      case 'stuck':
        return [words.account.stuck(name, account.attempt, account.text), words.account.shutByHand(name, leaver.id)];
      case 'shut':
      case undefined:
        return [];
    }
  }
}
