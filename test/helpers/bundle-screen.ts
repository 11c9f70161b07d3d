import {mkdtemp} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {build} from 'esbuild'
import {inkPatch} from '../../build/ink-patch.mjs'

/** Bundles a program as the build does it, with Ink's modules replaced; gives the path of the file. */
export async function bundleScreen(entry: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plugmon-screen-'))
  const outfile = join(folder, 'program.mjs')
  await build({
    entryPoints: [entry],
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
  return outfile
}
