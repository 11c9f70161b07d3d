// Replaces what makes Ink slow or leak (see the heads of the files in build/ink), and leaves out what only its developers need.
import {fileURLToPath} from 'node:url'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

const REPLACED = {
  './output.js': here('ink/output.mjs'),
  './measure-text.js': here('ink/measure-text.mjs'),
  './wrap-text.js': here('ink/wrap-text.mjs'),
  'widest-line': here('ink/widest-line.mjs'),
}

/** An esbuild plugin. Only Ink's own imports are turned: the replacements still reach the originals. */
export const inkPatch = {
  name: 'ink-patch',
  setup(build) {
    build.onResolve({filter: /^(\.\/(output|measure-text|wrap-text)\.js|widest-line)$/}, ({path, importer}) =>
      /[\\/]ink[\\/]build[\\/]/.test(importer) ? {path: REPLACED[path]} : undefined,
    )
    build.onResolve({filter: /^\.\/devtools\.js$/}, () => ({path: 'ink-devtools', namespace: 'empty'}))
    build.onLoad({filter: /.*/, namespace: 'empty'}, () => ({contents: ''}))
  },
}
