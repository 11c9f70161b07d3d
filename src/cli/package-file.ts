import {existsSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

/** The path of a file that the build puts beside the bundle: `rules/builtin.yml`, say. */
export function packageFile(name: string): string {
  // The bundle is dist/cli.mjs or a chunk below it; under test the sources stand in their own folders.
  const candidates = [`./${name}`, `../${name}`, `../../dist/${name}`].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  )
  return candidates.find((path) => existsSync(path)) ?? candidates[0]!
}
