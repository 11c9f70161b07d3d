import {execFileSync, spawnSync} from 'node:child_process'
import {existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join, resolve} from 'node:path'
import type {Contender, Cost} from './contender.ts'
import {nativeLog} from './data/native-log.ts'
import {writeLines} from './data/write-lines.ts'
import {runProgram, type Usage} from './run-program.ts'

/** What benchmarks work with. */
export interface Lab {
  /** Less work, for a first look. */
  readonly isQuick: boolean
  readonly isOffline: boolean
  /** Everything that is written goes here, and is removed at the end. */
  readonly folder: string
  /** A file of the lab, made once; gives its path. `make` gives its text, or nothing when it has written it itself. */
  file(name: string, make: (path: string) => unknown): string
  /** The log that most races read: 2 million native events of 24 hours and 200 plugins; a tenth of both, if it is to be quick. */
  log(): {readonly path: string; readonly events: number; readonly hours: number}
  /** The command line of this plugmon. */
  readonly plugmon: readonly string[]
  /** The same work by this plugmon, and by that of another checkout where one was named. */
  ours(name: string, arguments_: readonly string[], options?: ProgramOptions): Contender[]
  /** A program that is run from its start to its end; its cost is CPU seconds, unless `cost` says otherwise. */
  program(name: string, command: readonly string[], options?: ProgramOptions): Contender
  /** The command line of a program of `test/bench/drivers`, which runs in a process of its own. */
  driver(name: string, ...arguments_: readonly string[]): readonly string[]
  /** Where a program is on the PATH; undefined where it is not. */
  which(name: string): string | undefined
}

/** How a program takes part. */
export interface ProgramOptions {
  readonly rounds?: number | undefined
  readonly cost?: ((usage: Usage) => Cost) | undefined
}

const EVENTS = 2_000_000
const HOURS = 24
/** A quick log is as much shorter. */
const QUICK = 10
/** Where the log begins: a midnight, so that it can be moved by days. */
const START_MS = Date.UTC(2026, 0, 1)

/** A lab in a temporary folder, gone when the process ends. `against`: the folder of another plugmon, built. */
export function openLab(options: {isQuick: boolean; isOffline: boolean; against?: string | undefined}): Lab {
  const folder = mkdtempSync(join(tmpdir(), 'plugmon-bench-'))
  process.on('exit', () => rmSync(folder, {recursive: true, force: true}))
  process.on('SIGINT', () => process.exit(130))
  process.on('SIGTERM', () => process.exit(143))
  mkdirSync(join(folder, 'home'))
  // No one's settings may change what is measured.
  process.env['XDG_CONFIG_HOME'] = join(folder, 'home')
  const commandOf = (checkout: string) => [process.execPath, join(resolve(checkout), 'bin/plugmon.js')]
  const plugmon = commandOf('.')

  function program(
    name: string,
    command: readonly string[],
    {rounds, cost = inSeconds}: ProgramOptions = {},
  ): Contender {
    return {name, rounds, run: async () => cost(await runProgram(command, folder))}
  }

  function file(name: string, make: (path: string) => unknown): string {
    const path = join(folder, name)
    if (existsSync(path)) return path
    mkdirSync(dirname(path), {recursive: true})
    const text = make(path)
    if (typeof text === 'string') writeFileSync(path, text)
    return path
  }

  return {
    ...options,
    folder,
    plugmon,
    program,
    file,
    log() {
      const events = options.isQuick ? EVENTS / QUICK : EVENTS
      const hours = options.isQuick ? HOURS / QUICK : HOURS
      const log = {events, startMs: START_MS, durationMs: hours * 3_600_000, seed: 1}
      return {path: file('events.jsonl', (path) => writeLines(path, nativeLog(log))), events, hours}
    },
    ours: (name, arguments_, programOptions) => [
      program(name, [...plugmon, ...arguments_], programOptions),
      ...(options.against === undefined
        ? []
        : [program(`${name}, other checkout`, [...commandOf(options.against), ...arguments_], programOptions)]),
    ],
    driver(name, ...arguments_) {
      const entry = `test/bench/drivers/${name}.ts`
      const bundled = file(
        `${name}.mjs`,
        (path) => void execFileSync(process.execPath, ['test/bench/bundle.mjs', entry, path]),
      )
      return [process.execPath, bundled, ...arguments_]
    },
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

/** CPU seconds, with the memory at the most. */
export function inSeconds({cpuSeconds, wallSeconds, peakMiB}: Usage): Cost {
  return {value: cpuSeconds, wallSeconds, peakMiB}
}

/** CPU seconds of several programs: the memory known is that of the shell. */
export function ofPipeline({cpuSeconds, wallSeconds}: Usage): Cost {
  return {value: cpuSeconds, wallSeconds}
}
