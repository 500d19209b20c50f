import stringWidth from 'string-width';

/**
 * A text behind a first word, broken between words where a terminal is too narrow for it; further lines stand below the
 * text, or where that would leave too little room, two columns in.
 *
 * @param columns how wide the terminal is; Infinity where nobody looks at one
 */
export function wrapped(text: string, head: string, columns: number): string[] {
  const indent = stringWidth(head);
  if (!Number.isFinite(columns) || indent + stringWidth(text) <= columns) return [head + text];
  const deep = columns - indent >= 24 ? indent : Math.min(2, indent);
  const lines: string[] = [];
  let line = head;
  let isEmpty = true;
  for (const word of text.split(' ')) {
    if (!isEmpty && stringWidth(line) + 1 + stringWidth(word) > columns) {
      lines.push(line.trimEnd());
      line = ' '.repeat(deep);
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line.trimEnd()];
}
