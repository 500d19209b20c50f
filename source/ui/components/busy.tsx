import {Text, useIsScreenReaderEnabled} from 'ink';
import Spinner from 'ink-spinner';
import type {ReactNode} from 'react';
import {useWords} from '../contexts.ts';
import {theme} from '../theme.ts';

/** The one spinner. Screen readers get a word that does not change. */
export function Busy({children}: {readonly children?: string}): ReactNode {
  const words = useWords();
  const reader = useIsScreenReaderEnabled();
  return (
    <Text wrap="truncate-end">
      {reader ? words.screens.frame.working : <SpinnerSign />}
      {children === undefined ? '' : ` ${children}`}
    </Text>
  );
}

function SpinnerSign(): ReactNode {
  return (
    <Text {...theme.busy}>
      <Spinner type="dots" />
    </Text>
  );
}
