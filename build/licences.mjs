// The licences of the packages inside the bundle, as their authors ask.
import {existsSync, readFileSync, readdirSync} from 'node:fs'
import {join} from 'node:path'

/** One text of all of them, from the inputs of esbuild's metafiles. */
export function licencesOf(inputs) {
  const folders = new Set(
    inputs.map((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter(Boolean),
  )
  return [...folders].sort().map(licenceOf).join('\n')
}

function licenceOf(folder) {
  const {name, version, license} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = existsSync(folder) && readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : '(no licence file in the package)'
  return `${name} ${version} (${license})\n\n${text}\n\n${'-'.repeat(80)}\n`
}
