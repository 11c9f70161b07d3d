// Makes `import {wasm} from './assembly/index.ts?wasm'` the bytes of that AssemblyScript program, in bundles and in tests.
import {createHash} from 'node:crypto'
import {mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'

const SUFFIX = '?wasm'
const CACHE = fileURLToPath(new URL('../node_modules/.cache/plugmon/', import.meta.url))
/** No garbage collector and no runtime: the program lays its memory out itself. */
const OPTIONS = ['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--enable', 'simd']

/** A plugin of esbuild. */
export const assembly = {
  name: 'assembly',
  setup(build) {
    build.onResolve({filter: /\?wasm$/}, ({path, resolveDir}) => ({
      path: join(resolveDir, path.slice(0, -SUFFIX.length)),
      namespace: 'wasm',
    }))
    build.onLoad({filter: /.*/, namespace: 'wasm'}, async ({path}) => ({contents: moduleOf(await compile(path))}))
  },
}

/** The same for the test runner. */
export const assemblyForTests = {
  name: 'assembly',
  enforce: 'pre',
  async load(id) {
    return id.endsWith(SUFFIX) ? moduleOf(await compile(id.slice(0, -SUFFIX.length))) : undefined
  },
}

function moduleOf(bytes) {
  return `export const wasm = Buffer.from('${bytes.toString('base64')}', 'base64')`
}

/** Compiles a program, or takes what was compiled before of the same sources. */
async function compile(entry) {
  const folder = dirname(entry)
  const hash = createHash('sha256').update(JSON.stringify(OPTIONS))
  hash.update(readFileSync(createRequire(import.meta.url).resolve('assemblyscript/package.json')))
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith('.ts')) hash.update(name).update(readFileSync(join(folder, name)))
  }
  const kept = join(CACHE, `${hash.digest('hex').slice(0, 32)}.wasm`)
  try {
    return readFileSync(kept)
  } catch {
    const bytes = await compileAnew(entry)
    mkdirSync(CACHE, {recursive: true})
    // Several test workers may come here at once.
    const own = `${kept}.${process.pid}`
    writeFileSync(own, bytes)
    renameSync(own, kept)
    return bytes
  }
}

async function compileAnew(entry) {
  const {default: asc} = await import('assemblyscript/asc')
  let bytes
  const {error, stderr} = await asc.main([entry, '--outFile', 'scan.wasm', ...OPTIONS], {
    writeFile: (name, contents) => {
      if (name === 'scan.wasm') bytes = Buffer.from(contents)
    },
  })
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`)
  return bytes
}
