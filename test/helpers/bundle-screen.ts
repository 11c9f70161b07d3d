import {mkdtemp} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {build} from 'esbuild'
import {programOptions} from '../../build/program-options.mjs'

/** Bundles a program as the build does it, with Ink's modules replaced; gives the path of the file. */
export async function bundleScreen(entry: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plugmon-screen-'))
  const outfile = join(folder, 'program.mjs')
  await build({...programOptions, entryPoints: [entry], outfile})
  return outfile
}
