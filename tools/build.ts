// Builds dist/ and says nothing when that works: the first thing somebody sees of `npm run demo` is the demo. (The
// bundler's own command line lists every chunk, whatever its log level.)
import {rolldown} from 'rolldown';
import config from '../rolldown.config.ts';

const {output, ...input} = config;
if (!output || Array.isArray(output)) throw new Error('rolldown.config.ts is expected to name one output');
const bundle = await rolldown(input);
await bundle.write(output);
await bundle.close();
