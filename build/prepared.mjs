// Makes `import {prepared} from './FILE.ts?prepared'` the value that FILE.ts exports under that name, worked out when the bundle is
// built (in tests: when they start), so that a run loads neither the modules that work it out nor their packages.
import {createRequire} from 'node:module'
import {join} from 'node:path'
import {compileFunction} from 'node:vm'
import {build} from 'esbuild'

const SUFFIX = '?prepared'

/** A plugin of esbuild. */
export const prepared = {
  name: 'prepared',
  setup(build) {
    build.onResolve({filter: /\?prepared$/}, ({path, resolveDir}) => ({
      path: join(resolveDir, path.slice(0, -SUFFIX.length)),
      namespace: 'prepared',
    }))
    build.onLoad({filter: /.*/, namespace: 'prepared'}, async ({path}) => ({contents: await moduleOf(path)}))
  },
}

/** The same for the test runner. */
export const preparedForTests = {
  name: 'prepared',
  enforce: 'pre',
  load: (id) => (id.endsWith(SUFFIX) ? moduleOf(id.slice(0, -SUFFIX.length)) : undefined),
}

async function moduleOf(path) {
  const {outputFiles} = await build({
    entryPoints: [path],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    loader: {'.yml': 'text'},
    write: false,
  })
  const module = {exports: {}}
  compileFunction(outputFiles[0].text, ['module', 'require'])(module, createRequire(path))
  // What is between quotes is read much faster than the same as a program.
  return `export const prepared = JSON.parse(${JSON.stringify(JSON.stringify(module.exports.prepared, onlyJson))})`
}

/** Whatever would come out of JSON as something else is refused. */
function onlyJson(key, value) {
  const isPlain =
    value === null ||
    typeof value !== 'object' ||
    [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value))
  if (
    !isPlain ||
    ['function', 'symbol', 'bigint'].includes(typeof value) ||
    Object.is(value, -0) ||
    (typeof value === 'number' && !Number.isFinite(value))
  )
    throw new TypeError(`${key}: ${String(value)} cannot be prepared`)
  return value
}
