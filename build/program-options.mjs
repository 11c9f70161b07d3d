// How every program is bundled: the command line, and those of tests and benchmarks, so that they run what users run.
import {assembly} from './assembly.mjs'
import {inkPatch} from './ink-patch.mjs'
import {leanPackages} from './lean-packages.mjs'
import {prepared} from './prepared.mjs'

/** What all bundles share. */
export const common = {
  bundle: true,
  platform: 'node',
  target: 'node20.20',
  format: 'esm',
  logLevel: 'warning',
}

/** A program that may draw a screen. */
export const programOptions = {
  ...common,
  plugins: [inkPatch, assembly, prepared, leanPackages],
  define: {
    'process.env.NODE_ENV': '"production"',
    // Nothing is fetched, but the screen's layout would look whether it can, for which Node loads an HTTP client for some 30 ms.
    fetch: 'undefined',
  },
  // Some CommonJS packages inside the bundle still call require.
  banner: {
    js: "import {createRequire as __createRequire} from 'node:module'; const require = __createRequire(import.meta.url);",
  },
}
