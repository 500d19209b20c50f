// A process of its own that opens the journal at a given moment. Says "ok", or why not.
import {openJournal} from '../../source/journal/journal.ts';

const [, , folder = '', at = '0'] = process.argv;
process.stdout.write('ready\n');
while (Date.now() < Number(at));
try {
  (await openJournal(folder)).close();
  process.stdout.write('ok\n');
} catch (error) {
  process.stdout.write(`${String(error)}\n`);
}
