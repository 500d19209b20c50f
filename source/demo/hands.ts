import {makeRecords} from './company/build.ts';
import type {Directory} from './company/directory.ts';
import type {Hands} from './misfortune.ts';
import type {Hook} from './rest/hooks.ts';
import {responsibleColumn} from './store/row.ts';
import type {Store} from './store/store.ts';

/** The hands of other people, for tests: they change the portal past REST and past the ledger. */
export function hands(store: Store, directory: Directory, hooks: readonly Hook[], owner: number): Hands {
  const keysOf = (user: number = owner) => hooks.filter(hook => hook.userId === user);
  return {
    reassign: (table, id, to) => store.set(table, id, {[responsibleColumn(table)]: to}),
    edit: (table, id, patch) => store.set(table, id, patch),
    remove: (table, id) => store.remove(table, id),
    create: order => makeRecords(store, directory, order),
    setActive: (user, active) => store.set('user', user, {ACTIVE: active}),
    setAdmin: (user, admin) => store.set('user', user, {IS_ADMIN: admin}),
    revokeKey: user => {
      for (const hook of keysOf(user)) hook.revoked = true;
    },
    setScopes: (scopes, user) => {
      for (const hook of keysOf(user)) hook.scopes = scopes;
    },
  };
}
