import {Box, Text, useIsScreenReaderEnabled} from 'ink';
import type {ReactNode} from 'react';
import type {EntityType} from '../../domain/entity-types.ts';
import {type Bar, FATES} from '../../domain/wizard/index.ts';
import type {Words} from '../../words/index.ts';
import {useRoom, useWords} from '../contexts.ts';
import {cut, fit, widthOf} from '../text/fit.ts';
import {meter} from './meter.ts';
import {Scroll} from './scroll.tsx';

interface Props {
  readonly bars: readonly Bar[];
  readonly types: readonly EntityType[];
  readonly height: number;
  /** What waited for the account waits no longer. */
  readonly open: boolean;
  /** The way back has words of its own. */
  readonly back?: boolean;
}

/** One bar per type that has records, with its numbers and whatever did not simply move. */
export function Bars({bars, types, height, open, back = false}: Props): ReactNode {
  const words = useWords();
  const {width} = useRoom();
  const rows = bars.map(bar => ({
    bar,
    name: words.type.name(types.find(({key}) => key === bar.type) ?? {key: bar.type}),
    count: words.screens.run.of(bar.done, bar.planned),
    note: noteOf(bar, open, back, words),
  }));
  const widest = (pick: (row: (typeof rows)[number]) => string, limit: number): number =>
    Math.min(limit, Math.max(0, ...rows.map(row => widthOf(pick(row)))));
  const names = widest(row => row.name, Math.max(8, Math.floor(width / 4)));
  const counts = widest(row => row.count, 24);
  const notes = widest(row => row.note, Math.max(0, Math.floor(width / 3)));
  const room = Math.min(32, width - names - counts - notes - 10);
  const running = bars.findLastIndex(({state}) => state === 'running');
  return (
    <Scroll rows={rows} cursor={Math.max(0, running)} height={height} keyOf={({bar}) => bar.type}>
      {({bar, name, count, note}) => (
        <BarLine
          label={words.screens.run.bar(name, bar.done, bar.planned)}
          name={fit(name, names)}
          bar={room >= 4 ? meter(bar.done, bar.planned, room) : ''}
          tail={`${fit(count, counts, 'right')}  ${cut(note, notes)}`.trimEnd()}
        />
      )}
    </Scroll>
  );
}

interface LineProps {
  readonly label: string;
  readonly name: string;
  readonly bar: string;
  readonly tail: string;
}

/** Screen readers get the numbers in words instead of blocks. */
function BarLine({label, name, bar, tail}: LineProps): ReactNode {
  const reader = useIsScreenReaderEnabled();
  return (
    <Box aria-role="progressbar" aria-label={label}>
      <Text wrap="truncate-end">{reader ? label : `   ${name}  ${bar}${bar === '' ? '' : '  '}${tail}`}</Text>
    </Box>
  );
}

/** What did not simply move, or why nothing moves yet. */
function noteOf(bar: Bar, open: boolean, back: boolean, words: Words): string {
  const {run, undo} = words.screens;
  const said = back ? undo.fate : {...words.outcome, edited: undo.fate.edited};
  const told = FATES.filter(fate => fate !== 'moved' && bar.counts[fate] > 0).map(
    fate => `${words.format.number(bar.counts[fate])} ${said[fate]}`,
  );
  if (bar.state === 'waiting' && bar.done === 0) return run.waiting;
  if (bar.state === 'waits-for-account' && !open && bar.done < bar.planned)
    return [run.waitsForAccount, ...told].join(', ');
  return told.join(', ');
}
