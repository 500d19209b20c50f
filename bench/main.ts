// All benchmarks in one table: `npm run bench`. With `--only 1000` the cases of the pace benchmark that are named so.
import {keyFigures} from './keys.ts';
import {type Figure, printFigures} from './lib/table.ts';
import {listFigures} from './lists.ts';
import {memoryFigures} from './memory.ts';
import {paceFigures} from './pace.ts';
import {startFigures} from './start.ts';

const at = process.argv.indexOf('--only');
const only = at < 0 ? '' : (process.argv[at + 1] ?? '');
const figures: Figure[] =
  only === ''
    ? [...(await startFigures()), ...(await keyFigures()), ...(await memoryFigures()), ...(await listFigures())]
    : [];
printFigures([...figures, ...(await paceFigures(only))]);
