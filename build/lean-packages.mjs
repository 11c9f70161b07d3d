// Keeps out of the start what packages bring along for few runs or for none.
import {readFile} from 'node:fs/promises'
import {createRequire} from 'node:module'

const {resolve: fileOf} = createRequire(import.meta.url)

/** Packages that are loaded when something of theirs is first used, and what is used of them. */
const LATE = {re2js: ['RE2JS']}

/** An esbuild plugin. */
export const leanPackages = {
  name: 'lean-packages',
  setup({onResolve, onLoad}) {
    // Commander starts programs for commands that are files of their own: here none is.
    onResolve({filter: /^node:child_process$/}, ({importer}) =>
      /[\\/]commander[\\/]/.test(importer) ? {path: 'child_process', namespace: 'left-out'} : undefined,
    )
    onLoad({filter: /.*/, namespace: 'left-out'}, () => ({contents: 'module.exports = {}'}))

    const late = new RegExp(`^(${Object.keys(LATE).join('|')})$`)
    onResolve({filter: late}, ({path, kind}) =>
      kind === 'require-call' ? {path: fileOf(path)} : {path, namespace: 'late'},
    )
    onLoad({filter: late, namespace: 'late'}, ({path}) => ({contents: proxiesOf(path)}))
    for (const name of Object.keys(LATE))
      onLoad({filter: new RegExp(`[\\\\/]${name}[\\\\/].*\\.cjs$`)}, async ({path}) => ({
        contents: await readFile(path),
        loader: 'copy',
      }))
  },
}

/** A module that stands for a package: only `require` can load something in the middle of a function. */
function proxiesOf(name) {
  const proxies = LATE[name].map(
    (part) => `export const ${part} = new Proxy({}, {get: (_, key) => load().${part}[key]})`,
  )
  return [`const load = () => require('${name}')`, ...proxies].join('\n')
}
