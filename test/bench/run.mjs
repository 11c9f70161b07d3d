// Bundles a TypeScript program that is no part of the package and runs it: `node test/bench/run.mjs PROGRAM [ARGUMENT…]`. Node 20 reads no types.
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'
import {build} from 'esbuild'
import {inkPatch} from '../../build/ink-patch.mjs'

const [program] = process.argv.splice(2, 1)
const folder = mkdtempSync(join(tmpdir(), 'plugmon-program-'))
process.on('exit', () => rmSync(folder, {recursive: true, force: true}))
const outfile = join(folder, 'program.mjs')
await build({
  entryPoints: [program],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20.20',
  format: 'esm',
  define: {'process.env.NODE_ENV': '"production"'},
  banner: {
    js: "import {createRequire as __createRequire} from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  plugins: [inkPatch],
  logLevel: 'warning',
})
await import(pathToFileURL(outfile).href)
