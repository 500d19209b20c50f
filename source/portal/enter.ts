import type {CallOptions, Client} from './client.ts';
import {type Directories, DIRECTORIES, directoriesOf} from './directories.ts';
import {type Identity, SIGN_IN, signedIn} from './sign-in.ts';

/**
 * Signs in and reads the directories, in one request: the first screen that knows the portal waits for nothing else.
 *
 * @throws PortalTrouble `wrong-token`, `no-subscription`, `owner-inactive`, `scope-missing` (`crm` or `user`), or what the network says
 */
export async function enter(
  client: Client,
  options: CallOptions,
): Promise<{readonly me: Identity; readonly directories: Directories}> {
  const results = await client.readMany([...SIGN_IN, ...DIRECTORIES], options);
  // Who may not come in learns why, before anything is said about what could not be read.
  const me = signedIn(client, results.slice(0, SIGN_IN.length));
  return {me, directories: await directoriesOf(client, results.slice(SIGN_IN.length), options)};
}
