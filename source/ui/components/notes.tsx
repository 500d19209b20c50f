import type {ReactNode} from 'react';
import {useRoom} from '../contexts.ts';
import {wrap} from '../text/fit.ts';
import type {Look} from '../theme.ts';
import {Indent} from './indent.tsx';
import {Line} from './line.tsx';

/** A sentence below a list. */
export interface Note {
  readonly text: string;
  readonly look?: Look;
}

/** How many lines notes take, so that the list above knows how much room it has. */
export function heightOf(notes: readonly Note[], width: number): number {
  return notes.reduce((sum, {text}) => sum + wrap(text, width - 2).length, 0);
}

export function Notes({notes}: {readonly notes: readonly Note[]}): ReactNode {
  const {width} = useRoom();
  return (
    <Indent>
      {notes.flatMap(({text, look}) =>
        wrap(text, width - 2).map((line, index) => (
          <Line key={`${index} ${text}`} look={look}>
            {line}
          </Line>
        )),
      )}
    </Indent>
  );
}
