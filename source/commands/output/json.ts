import {jsonText} from '../../reports/json-text.ts';

/** The number of the forms of all JSON that commands print; raised when a key changes its meaning or goes. */
export const JSON_SCHEMA = 1;

/** One line of JSON that keeps every value true, with nothing in it that acts on a terminal. */
export const jsonLine: (value: unknown) => string = jsonText;
