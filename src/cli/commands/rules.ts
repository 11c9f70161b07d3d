import {readFileSync} from 'node:fs'
import {EXIT} from '../context.ts'
import {packageFile} from '../package-file.ts'
import type {Run} from '../run.ts'

/** `plugmon rules`: the built-in pack, as a rule file to start from. */
export const printRules: Run<unknown> = async (_args, _options, {stdout}) => {
  stdout.write(readFileSync(packageFile('rules/builtin.yml')))
  return EXIT.ok
}
