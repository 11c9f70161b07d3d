// Bundles a TypeScript program into one file: `node test/bench/bundle.mjs PROGRAM FILE`. Node 20 reads no types.
import {build} from 'esbuild'
import {programOptions} from '../../build/program-options.mjs'

const [entry, outfile] = process.argv.slice(2)
await build({...programOptions, entryPoints: [entry], outfile})
