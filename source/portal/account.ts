import type {CallOptions, Client} from './client.ts';
import type {People} from './people.ts';

/** What the portal's own record says of an account. */
export type AccountState = 'active' | 'dismissed' | 'missing';

/** The two writes that open and shut an account, and the read that alone says how it stands (fact sheet section 15). */
export function createAccount(client: Client, people: People) {
  return {
    /**
     * Hires back or dismisses. ACTIVE is sent as 'Y' or 'N' and nothing else: JSON true and null both dismiss (traps 1,
     * 9). The answer proves nothing (an unknown id is answered `true` too): read the account afterwards.
     */
    async set(personId: number, active: boolean, options: CallOptions = {}): Promise<void> {
      // An open account is not kept waiting by the pace of everything else.
      await client.write('user.update', {ID: personId, ACTIVE: active ? 'Y' : 'N'}, {...options, urgent: !active});
    },

    async read(personId: number, options: CallOptions = {}): Promise<AccountState> {
      const [row] = await people.byIds([personId], {...options, urgent: true});
      if (!row) return 'missing';
      return row.active ? 'active' : 'dismissed';
    },
  };
}

export type Account = ReturnType<typeof createAccount>;
