import type {Method} from '../rest/method.ts';
import {ACTIVITY_METHODS} from './activities.ts';
import {DESCRIPTION_METHODS} from './descriptions.ts';
import {DIRECTORY_METHODS} from './directories.ts';
import {ELSEWHERE_METHODS} from './elsewhere.ts';
import {HISTORY_METHODS} from './history.ts';
import {INVOICE_METHODS} from './invoices.ts';
import {ITEM_METHODS} from './items.ts';
import {LEGACY_ITEM_METHODS} from './legacy-items.ts';
import {SYSTEM_METHODS} from './system.ts';
import {TASK_METHODS} from './tasks.ts';
import {TODO_METHODS} from './todo.ts';
import {USER_METHODS} from './users.ts';

const ALL: readonly Method[] = [
  ...SYSTEM_METHODS,
  ...USER_METHODS,
  ...DIRECTORY_METHODS,
  ...ITEM_METHODS,
  ...LEGACY_ITEM_METHODS,
  ...ACTIVITY_METHODS,
  ...INVOICE_METHODS,
  ...TASK_METHODS,
  ...TODO_METHODS,
  ...HISTORY_METHODS,
  ...DESCRIPTION_METHODS,
  ...ELSEWHERE_METHODS,
];

/** Every method of the portal by its name in lower case. */
export const METHODS: ReadonlyMap<string, Method> = new Map(ALL.map(method => [method.name.toLowerCase(), method]));
