import {Box} from 'ink';
import type {ReactNode} from 'react';
import {personName, type Person} from '../../domain/people.ts';
import {oneLine} from '../../domain/text.ts';
import {mayBeOpen, type Progress} from '../../domain/wizard/index.ts';
import {useWords} from '../contexts.ts';
import {accountBorder} from '../theme.ts';
import {Line, Prose} from './line.tsx';

interface Props {
  readonly leaver: Person;
  readonly progress: Progress;
}

/** Stands there as long as the account may be open, and cannot be overlooked. */
export function AccountBox({leaver, progress}: Props): ReactNode {
  const words = useWords();
  const {account, at} = progress;
  if (!account || !mayBeOpen(progress)) return null;
  const name = oneLine(personName(leaver), 60);
  const open = account.state === 'open' || account.state === 'stuck';
  return (
    <Box
      flexDirection="column"
      flexShrink={0}
      borderStyle={accountBorder.style}
      borderColor={accountBorder.color}
      paddingX={1}
    >
      <Line look="danger">{words.screens.frame.accountOpen}</Line>
      <Prose>{sentence()}</Prose>
      {account.state === 'stuck' ? <Prose look="danger">{words.account.shutByHand(name, leaver.id)}</Prose> : null}
      {account.state === 'open' ? <Prose>{words.screens.run.shutLater}</Prose> : null}
    </Box>
  );

  function sentence(): string {
    if (!account) return '';
    if (account.state === 'opening') return words.account.opening(name);
    if (account.state === 'shutting') return words.account.shutting(name);
    if (account.state === 'stuck') return words.account.stuck(name, account.attempt, account.text);
    const length = words.screens.run.since(words.format.duration(at - account.since));
    return open ? `${words.account.open(name, leaver.id, account.since)} ${length}` : '';
  }
}
