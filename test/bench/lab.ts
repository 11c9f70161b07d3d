import {spawnSync} from 'node:child_process'
import {existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join, resolve} from 'node:path'
import type {Contender} from './contender.ts'
import {runProgram} from './run-program.ts'

/** What benchmarks work with. */
export interface Lab {
  /** Less work, for a first look. */
  readonly isQuick: boolean
  readonly isOffline: boolean
  /** Everything that is written goes here, and is removed at the end. */
  readonly folder: string
  /** A file of the lab, made once; gives its path. */
  file(name: string, content: () => string): string
  /** The command line of this plugmon. */
  readonly plugmon: readonly string[]
  /** The same work by this plugmon, and by that of another checkout where one was named. */
  ours(name: string, arguments_: readonly string[]): Contender[]
  program(name: string, command: readonly string[]): Contender
  /** Where a program is on the PATH; undefined where it is not. */
  which(name: string): string | undefined
}

/** A lab in a temporary folder, gone when the process ends. `against`: the folder of another plugmon, built. */
export function openLab(options: {isQuick: boolean; isOffline: boolean; against?: string | undefined}): Lab {
  const folder = mkdtempSync(join(tmpdir(), 'plugmon-bench-'))
  process.on('exit', () => rmSync(folder, {recursive: true, force: true}))
  process.on('SIGINT', () => process.exit(130))
  mkdirSync(join(folder, 'home'))
  // No one's settings may change what is measured.
  process.env['XDG_CONFIG_HOME'] = join(folder, 'home')
  const commandOf = (checkout: string) => [process.execPath, join(resolve(checkout), 'bin/plugmon.js')]
  const program = (name: string, command: readonly string[]) => ({name, run: () => runProgram(command, folder)})
  const plugmon = commandOf('.')

  return {
    ...options,
    folder,
    plugmon,
    program,
    file(name, content) {
      const path = join(folder, name)
      mkdirSync(dirname(path), {recursive: true})
      if (!existsSync(path)) writeFileSync(path, content())
      return path
    },
    ours: (name, arguments_) => [
      program(name, [...plugmon, ...arguments_]),
      ...(options.against === undefined
        ? []
        : [program(`${name}, other checkout`, [...commandOf(options.against), ...arguments_])]),
    ],
    which(name) {
      // A shim's own start would count as the program's.
      if (name === 'python3') {
        const found = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], {encoding: 'utf8'})
        return found.status === 0 ? found.stdout.trim() : undefined
      }
      const found = spawnSync('sh', ['-c', 'command -v "$0"', name], {encoding: 'utf8'})
      return found.status === 0 ? found.stdout.trim() : undefined
    },
  }
}
