import type {IBufferCell, Terminal} from '@xterm/headless';

// Draws what a terminal shows as an SVG that needs nothing else: no fonts of its own, no scripts, no styles from outside.

const CELL = {width: 8.4, height: 18, font: 14, baseline: 13.5} as const;
const MARGIN = 16;
const PAPER = '#16181d';
const INK = '#d6d9e0';

/** The sixteen colours that programs name, then the cube and the greys of 256. */
const SIXTEEN = [
  '#3b4048',
  '#e06c75',
  '#98c379',
  '#e5c07b',
  '#61afef',
  '#c678dd',
  '#56b6c2',
  '#d6d9e0',
  '#7f848e',
  '#ef8891',
  '#b1d893',
  '#f0d399',
  '#84c3f5',
  '#d596e6',
  '#7ccdd8',
  '#ffffff',
] as const; // prettier-ignore

interface Style {
  readonly ink: string;
  readonly paper: string | undefined;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly underline: boolean;
}

interface Run {
  readonly column: number;
  readonly columns: number;
  readonly text: string;
  readonly style: Style;
}

/** The visible rows as a picture. */
export function drawScreen(terminal: Terminal, title: string): string {
  const width = terminal.cols * CELL.width + 2 * MARGIN;
  const height = terminal.rows * CELL.height + 2 * MARGIN;
  const rows = Array.from({length: terminal.rows}, (_, row) => drawRow(terminal, row)).filter(row => row !== '');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(height)}" role="img" aria-label="${escape(title)}">`,
    `<title>${escape(title)}</title>`,
    `<rect width="100%" height="100%" rx="10" fill="${PAPER}"/>`,
    `<g font-family="ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${CELL.font}" fill="${INK}" xml:space="preserve">`,
    ...rows,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function drawRow(terminal: Terminal, row: number): string {
  const top = MARGIN + row * CELL.height;
  return runsOf(terminal, row)
    .map(run => drawRun(run, top))
    .filter(part => part !== '')
    .join('\n');
}

function drawRun({column, columns, text, style}: Run, top: number): string {
  const left = MARGIN + column * CELL.width;
  const width = columns * CELL.width;
  const parts: string[] = [];
  if (style.paper) parts.push(rect(left, top, width, CELL.height, style.paper));
  const shape = shapeOf(text);
  const opacity = style.dim ? ' opacity="0.6"' : '';
  if (shape) {
    // A shape that reaches from edge to edge is drawn once for the whole row of it.
    const whole = shape.every(([x, , w]) => x === 0 && w === 1);
    const [steps, step] = whole ? [1, width] : [columns, CELL.width];
    for (let at = 0; at < steps; at += 1) {
      for (const [x, y, w, h] of shape) {
        parts.push(rect(left + (at + x) * step, top + y * CELL.height, w * step, h * CELL.height, style.ink, opacity));
      }
    }
  } else if (text.trim() !== '') {
    const bold = style.bold ? ' font-weight="bold"' : '';
    const line = style.underline ? ' text-decoration="underline"' : '';
    const ink = style.ink === INK ? '' : ` fill="${style.ink}"`;
    const place = `x="${round(left)}" y="${round(top + CELL.baseline)}" textLength="${round(width)}"`;
    parts.push(`<text ${place}${ink}${bold}${line}${opacity}>${escape(text)}</text>`);
  }
  return parts.join('\n');
}

function rect(x: number, y: number, width: number, height: number, fill: string, more = ''): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${fill}"${more}/>`;
}

type Box = readonly [x: number, y: number, width: number, height: number];

const THIN = 0.09;
const line = {
  upper: [0, 0.42, 1, THIN * 0.6] as Box,
  lower: [0, 0.58, 1, THIN * 0.6] as Box,
  near: [0.38, 0, THIN, 1] as Box,
  far: [0.62, 0, THIN, 1] as Box,
};

/** Blocks and frames are drawn, since letters of most fonts leave gaps between rows. */
const SHAPES: Readonly<Record<string, readonly Box[]>> = {
  '█': [[0, 0.08, 1, 0.84]],
  '▉': [[0, 0.08, 7 / 8, 0.84]],
  '▊': [[0, 0.08, 6 / 8, 0.84]],
  '▋': [[0, 0.08, 5 / 8, 0.84]],
  '▌': [[0, 0.08, 4 / 8, 0.84]],
  '▍': [[0, 0.08, 3 / 8, 0.84]],
  '▎': [[0, 0.08, 2 / 8, 0.84]],
  '▏': [[0, 0.08, 1 / 8, 0.84]],
  '═': [line.upper, line.lower],
  '║': [line.near, line.far],
  '╔': [
    [0.38, 0.42, 0.62, 0.054],
    [0.62, 0.58, 0.38, 0.054],
    [0.38, 0.42, THIN, 0.58],
    [0.62, 0.58, THIN, 0.42],
  ],
  '╗': [
    [0, 0.42, 0.71, 0.054],
    [0, 0.58, 0.47, 0.054],
    [0.62, 0.42, THIN, 0.58],
    [0.38, 0.58, THIN, 0.42],
  ],
  '╚': [
    [0.38, 0.58, 0.62, 0.054],
    [0.62, 0.42, 0.38, 0.054],
    [0.38, 0, THIN, 0.63],
    [0.62, 0, THIN, 0.47],
  ],
  '╝': [
    [0, 0.58, 0.71, 0.054],
    [0, 0.42, 0.47, 0.054],
    [0.62, 0, THIN, 0.63],
    [0.38, 0, THIN, 0.47],
  ],
  '─': [[0, 0.5, 1, 0.06]],
  '│': [[0.46, 0, THIN, 1]],
};

function shapeOf(text: string): readonly Box[] | undefined {
  return SHAPES[text.charAt(0)];
}

/** Neighbouring cells of one style as one text; a drawn character stands only with its like. */
function runsOf(terminal: Terminal, row: number): Run[] {
  const buffer = terminal.buffer.active;
  const content = buffer.getLine(buffer.baseY + row);
  const runs: {column: number; columns: number; text: string; style: Style}[] = [];
  for (let column = 0; column < terminal.cols; column += 1) {
    const cell = content?.getCell(column);
    if (!cell || cell.getWidth() === 0) continue;
    const text = cell.getChars() || ' ';
    const style = styleOf(cell);
    const last = runs.at(-1);
    const together =
      last && sameStyle(last.style, style) && (shapeOf(text) || shapeOf(last.text) ? last.text.startsWith(text) : true);
    if (last && together) {
      last.text += text;
      last.columns += cell.getWidth();
    } else runs.push({column, columns: cell.getWidth(), text, style});
  }
  return runs.map(trimmed);
}

/** Spaces at the ends are not stretched along with the letters. */
function trimmed(run: Run): Run {
  if (run.style.paper || run.style.underline || run.text.trim() === '') return run;
  const before = run.text.length - run.text.trimStart().length;
  const after = run.text.length - run.text.trimEnd().length;
  return {...run, column: run.column + before, columns: run.columns - before - after, text: run.text.trim()};
}

function styleOf(cell: IBufferCell): Style {
  const own = cell.isFgDefault() ? INK : colour(cell.getFgColor(), cell.isFgRGB());
  const ground = cell.isBgDefault() ? undefined : colour(cell.getBgColor(), cell.isBgRGB());
  const turned = cell.isInverse() !== 0;
  return {
    ink: turned ? (ground ?? PAPER) : own,
    paper: turned ? own : ground,
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    underline: cell.isUnderline() !== 0,
  };
}

function sameStyle(a: Style, b: Style): boolean {
  return a.ink === b.ink && a.paper === b.paper && a.bold === b.bold && a.dim === b.dim && a.underline === b.underline;
}

function colour(value: number, rgb: boolean): string {
  if (rgb) return `#${value.toString(16).padStart(6, '0')}`;
  const named = SIXTEEN[value];
  if (named !== undefined) return named;
  if (value >= 232) return grey(8 + (value - 232) * 10);
  const cube = value - 16;
  const part = (level: number): string => hex(level === 0 ? 0 : 55 + level * 40);
  return `#${part(Math.floor(cube / 36))}${part(Math.floor(cube / 6) % 6)}${part(cube % 6)}`;
}

function grey(level: number): string {
  return `#${hex(level).repeat(3)}`;
}

function hex(level: number): string {
  return level.toString(16).padStart(2, '0');
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
