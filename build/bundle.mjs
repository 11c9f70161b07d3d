// Bundles src/ into dist/: the command line (its screen in a chunk of its own, loaded only when drawn) and what a host imports.
import {execFileSync} from 'node:child_process'
import {cpSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {build} from 'esbuild'
import {licencesOf} from './licences.mjs'
import {common, programOptions} from './program-options.mjs'

const {version} = JSON.parse(readFileSync('package.json', 'utf8'))
/** Put in place of dist only when everything has gone well. */
const out = 'dist.new'
rmSync(out, {recursive: true, force: true})

const shipped = {outdir: out, outExtension: {'.js': '.mjs'}, legalComments: 'linked'}

const {metafile} = await build({
  ...programOptions,
  ...shipped,
  metafile: true,
  entryPoints: {cli: 'src/cli/main.ts'},
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  assetNames: 'chunks/[name]-[hash]',
  minifySyntax: true,
  define: {...programOptions.define, __VERSION__: JSON.stringify(version)},
})

writeFileSync(`${out}/THIRD-PARTY-LICENCES.txt`, licencesOf(Object.keys(metafile.inputs)))
await build({...common, ...shipped, entryPoints: {'host/index': 'src/host/index.ts'}})
execFileSync(
  process.execPath,
  ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.host.json', '--outDir', `${out}/types`],
  {stdio: 'inherit'},
)
for (const [from, to] of [
  ['src/host/python', 'host/python'],
  ['src/report/report.schema.json', 'report.schema.json'],
  ['src/rules/builtin.yml', 'rules/builtin.yml'],
]) {
  cpSync(from, `${out}/${to}`, {recursive: true, filter: (path) => !path.includes('__pycache__')})
}
rmSync('dist', {recursive: true, force: true})
renameSync(out, 'dist')
