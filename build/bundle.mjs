// Bundles src/ into dist/: the command line (its screen in a chunk of its own, loaded only when drawn) and what a host imports.
import {execFileSync} from 'node:child_process'
import {cpSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {build} from 'esbuild'
import {licencesOf} from './licences.mjs'
import {inkPatch} from './ink-patch.mjs'

const {version} = JSON.parse(readFileSync('package.json', 'utf8'))
/** Put in place of dist only when everything has gone well. */
const out = 'dist.new'
rmSync(out, {recursive: true, force: true})

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20.20',
  format: 'esm',
  outExtension: {'.js': '.mjs'},
  legalComments: 'linked',
  logLevel: 'warning',
}

const {metafile} = await build({
  ...common,
  metafile: true,
  entryPoints: {cli: 'src/cli/main.ts'},
  outdir: out,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  minifySyntax: true,
  plugins: [inkPatch],
  define: {'process.env.NODE_ENV': '"production"', __VERSION__: JSON.stringify(version)},
  // Some CommonJS packages inside the bundle still call require.
  banner: {
    js: "import {createRequire as __createRequire} from 'node:module'; const require = __createRequire(import.meta.url);",
  },
})

writeFileSync(`${out}/THIRD-PARTY-LICENCES.txt`, licencesOf(Object.keys(metafile.inputs)))
await build({...common, entryPoints: {'host/index': 'src/host/index.ts'}, outdir: out})
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
