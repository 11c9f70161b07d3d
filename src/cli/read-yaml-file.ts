import {readFileSync} from 'node:fs'
import {PlugmonError} from '../errors.ts'
import {yamlText} from '../rules/yaml-text.ts'

/** The text of a file of rules or of their tests. Throws `not-found` for one that cannot be read, and as yamlText does. */
export function readYamlFile(path: string): string {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(path)
  } catch (error) {
    throw new PlugmonError('not-found', `cannot read the file: ${(error as Error).message}`, {cure: 'check the path'})
  }
  return yamlText(bytes, path)
}
