/** How wide the first word of a plain line is. */
const WIDTH = 9;

/** "leads    310 of 310 moved": an aligned word, then the fact. */
export function factLine(word: string, fact: string): string {
  return `${word.length < WIDTH ? word.padEnd(WIDTH) : `${word} `}${fact}`;
}
