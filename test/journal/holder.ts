// A process of its own that holds a portal until it is killed. Says "held", or why not.
import {createLocks} from '../../source/journal/lock.ts';

const [, , folder = '', portalKey = ''] = process.argv;
const locks = await createLocks(folder);
try {
  locks.hold(portalKey, 1234);
  process.stdout.write('held\n');
  process.stdin.resume();
} catch (error) {
  process.stdout.write(`${JSON.stringify({name: (error as Error).name, ...(error as object)})}\n`);
}
