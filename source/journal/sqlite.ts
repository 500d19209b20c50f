import {withoutNotice} from './notice.ts';

/** `node:sqlite`, loaded when it is needed. Node 22 says on standard error that it is experimental: not on our screens. */
export function loadSqlite(): Promise<typeof import('node:sqlite')> {
  return withoutNotice(/SQLite/i, () => import('node:sqlite'));
}
