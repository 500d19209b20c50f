// A portal with twenty thousand people of whom one holds records, in a process of its own: it takes no time from the
// program that is measured. Prints its webhook address, and ends with its standard input.
import {startPortal} from '../../source/demo/server.ts';

const [people = '20000', records = '6000'] = process.argv.slice(2);

const portal = await startPortal({
  company: 'empty',
  latencyMs: 40,
  cost: {'*': 1, 'crm.item.update': 60, 'crm.lead.update': 60},
  records: [
    {table: 'user', count: Number(people) / 2, columns: {ACTIVE: false}},
    {table: 'user', count: Number(people) / 2, columns: {ACTIVE: true}},
    {table: 1, responsible: 42, count: Number(records)},
  ],
});
process.stdout.write(`${portal.webhook()}\n`);
process.stdin.resume().on('end', () => void portal.close().then(() => process.exit(0)));
