import type {TextProps} from './components/text-props.ts';

/** How things look, by what they mean. Nothing is said by these alone: each has its word or sign beside it. */
export const theme = {
  heading: {bold: true},
  selected: {color: 'cyan', bold: true},
  muted: {dimColor: true},
  good: {color: 'green'},
  warning: {color: 'yellow'},
  danger: {color: 'red', bold: true},
  demo: {color: 'magenta'},
  guide: {italic: true},
  busy: {color: 'cyan'},
} as const satisfies Readonly<Record<string, TextProps>>;

export type Look = keyof typeof theme;

/** The frame of the account box and its colour. */
export const accountBorder = {style: 'double', color: 'red'} as const;
