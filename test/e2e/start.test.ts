import {readdirSync, readFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {expect, test} from 'vitest'

const CHUNKS = 'dist/chunks'

/** The packages in some files of the bundle and in all that these import; what is imported on the way only counts when it is named. */
function packagesIn(...names: readonly string[]): readonly string[] {
  const packages = new Set<string>()
  const seen = new Set<string>()
  const visit = (path: string): void => {
    if (seen.has(path)) return
    seen.add(path)
    const text = readFileSync(path, 'utf8')
    for (const [, name] of text.matchAll(/^ *\/\/ .*node_modules\/((?:@[^/]+\/)?[^/]+)\//gm)) packages.add(name!)
    for (const [, from] of text.matchAll(/^(?:import|export)\b[^;]*?"(\.[^"]+)";/gm)) visit(join(dirname(path), from!))
  }
  for (const name of names) {
    const chunk = readdirSync(CHUNKS).find((file) => file.startsWith(`${name}-`))
    visit(chunk === undefined ? `dist/${name}.mjs` : join(CHUNKS, chunk))
  }
  return [...packages].sort()
}

test.each([
  {name: 'the command line alone', files: ['cli'], packages: ['commander']},
  {name: 'a report for programs', files: ['cli', 'report', 'json'], packages: ['commander']},
  {name: 'a watch that writes lines', files: ['cli', 'watch'], packages: ['commander']},
  {name: 'rules of the user', files: ['read-rules'], packages: ['yaml']},
])('loads no package that it does not need: $name', ({files, packages}) => {
  expect(packagesIn(...files)).toEqual(packages)
})
