// Bundles a TypeScript program that is no part of the package and runs it: `node test/bench/run.mjs PROGRAM [ARGUMENT…]`. Node 20 reads no types.
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'
import {build} from 'esbuild'
import {programOptions} from '../../build/program-options.mjs'

const [program] = process.argv.splice(2, 1)
const folder = mkdtempSync(join(tmpdir(), 'plugmon-program-'))
process.on('exit', () => rmSync(folder, {recursive: true, force: true}))
const outfile = join(folder, 'program.mjs')
await build({...programOptions, entryPoints: [program], outfile})
await import(pathToFileURL(outfile).href)
