import {Text} from 'ink';
import SelectInput from 'ink-select-input';
import type {ReactNode} from 'react';
import {useKeyboard, useRoom} from '../contexts.ts';
import {cut} from '../text/fit.ts';
import {theme} from '../theme.ts';

interface Props {
  readonly items: readonly string[];
  readonly highlighted: number;
  /** False: it is shown, and takes no key. */
  readonly active?: boolean;
  readonly onHighlight: (index: number) => void;
  readonly onChoose: (index: number) => void;
}

/** A menu for where nothing is typed. Only Enter chooses: the digits that ink-select-input takes as a choice do nothing. */
export function Menu({items, highlighted, active = true, onHighlight, onChoose}: Props): ReactNode {
  const keyboard = useKeyboard();
  const {width} = useRoom();
  const choose = (index: number): void => {
    if (keyboard.last === 'enter') onChoose(index);
  };
  return (
    <SelectInput
      // Its own cursor falls back to the first item when the items change; a new one starts where ours stands.
      key={items.join('\n')}
      items={items.map((label, value) => ({key: String(value), label: cut(label, width - 4), value}))}
      initialIndex={highlighted}
      isFocused={active}
      indicatorComponent={Indicator}
      itemComponent={Item}
      onHighlight={item => onHighlight(item.value)}
      onSelect={item => choose(item.value)}
    />
  );
}

function Indicator({isSelected = false}: {readonly isSelected?: boolean}): ReactNode {
  return <Text {...theme.selected}>{isSelected ? '❯ ' : '  '}</Text>;
}

function Item({isSelected = false, label}: {readonly isSelected?: boolean; readonly label: string}): ReactNode {
  return (
    <Text wrap="truncate-end" {...(isSelected ? theme.selected : {})}>
      {label}
    </Text>
  );
}
