import {readFileSync} from 'node:fs'
import {EXIT} from '../context.ts'
import {packageFile} from '../package-file.ts'
import type {Run} from '../run.ts'

/** `plugmon host python`: the file itself, to be redirected into a project. */
export const printPythonHost: Run<unknown> = async (_args, _options, {stdout}) => {
  stdout.write(readFileSync(packageFile('host/python/plugmon_host.py')))
  return EXIT.ok
}
