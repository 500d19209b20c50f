import {personName} from '../../domain/people.ts';
import {oneLine} from '../../domain/text.ts';
import type {RehireAsked} from '../../domain/wizard/index.ts';
import type {Words} from '../../words/index.ts';
import {wrap} from '../text/fit.ts';
import type {Look} from '../theme.ts';

export interface RehireText {
  readonly lines: readonly {readonly text: string; readonly look?: Look}[];
  /** False: the window is too small for what has to be known before a yes. */
  readonly whole: boolean;
}

/** What opening the account means, in so many lines. What gives way first: empty lines, then the portal's own words. */
export function rehireText(
  asked: RehireAsked,
  back: boolean,
  list: string,
  words: Words,
  width: number,
  height: number,
): RehireText {
  const {rehire, undo, frame} = words.screens;
  const always = back ? undo.always : rehire.always;
  const name = oneLine(personName(asked.leaver), 60);
  const lines = (text: string, look?: Look): RehireText['lines'] =>
    wrap(text, width).map(line => (look ? {text: line, look} : {text: line}));
  const because = asked.countOnly ? rehire.countOnly(name) : always(name, list);
  const why = lines(asked.refused > 0 ? rehire.why(name, list) : because, 'heading');
  const said = asked.refused > 0 ? lines(rehire.refused(asked.refused, oneLine(asked.text, 120))) : [];
  const meaning = lines(rehire.meaning(name, words.format.duration(asked.expectedMs)), 'warning');
  const ifDies = lines(rehire.ifDies(name));
  const gap = [{text: ' '}];
  const versions = [
    [...why, ...said, ...gap, ...meaning, ...gap, ...ifDies],
    [...why, ...said, ...meaning, ...ifDies],
    [...why, ...meaning, ...ifDies],
  ];
  const fitting = versions.find(version => version.length <= height);
  if (fitting) return {lines: fitting, whole: true};
  const cut = [...why, ...meaning].slice(0, Math.max(0, height - 1));
  return {lines: [...cut, {text: frame.cut, look: 'danger'}], whole: false};
}
