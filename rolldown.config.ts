import {readFileSync} from 'node:fs';
import {defineConfig} from 'rolldown';

const {version} = JSON.parse(readFileSync('package.json', 'utf8')) as {version: string};

// One small chunk starts; Ink, React, axios and the rest come in through dynamic imports only when a command needs
// them, which is what keeps `--version` and `--help` quick.
export default defineConfig({
  input: {cli: 'cli.tsx'},
  platform: 'node',
  treeshake: true,
  // Native, one binary per platform: it stays a package of its own, loaded by the process that asks the keychain.
  external: ['@napi-rs/keyring'],
  transform: {
    define: {'process.env.NODE_ENV': '"production"', __VERSION__: JSON.stringify(version)},
  },
  resolve: {
    // Ink imports it only when DEV=true; the package is not installed, and must not be looked for at run time.
    alias: {'react-devtools-core': new URL('./tools/empty-module.ts', import.meta.url).pathname},
  },
  output: {
    dir: 'dist',
    format: 'esm',
    cleanDir: true,
    minify: {mangle: false},
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
  },
});
