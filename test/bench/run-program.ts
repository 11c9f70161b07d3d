import {spawn} from 'node:child_process'
import {closeSync, openSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {text} from 'node:stream/consumers'
import type {Cost} from './contender.ts'

/** How often the peak of a program's memory is read; the kernel keeps the peak itself, so only the last moment may be missed. */
const PEAK_INTERVAL_MS = 20

/** Tells its program's number, waits for it, and tells what it used: the shell's `times` counts children and grandchildren. */
const SCRIPT = '"$@" & echo $! >&3; wait $!; code=$?; times >&3; exit $code'

/**
 * Runs a program to its end, with what it prints in `FOLDER/out`; its cost is user and system time in seconds, start-up included.
 * Throws with the last words of the program when its exit code is not 0.
 */
export async function runProgram(command: readonly string[], folder: string): Promise<Cost> {
  const errors = join(folder, 'err')
  const files = [openSync(join(folder, 'out'), 'w'), openSync(errors, 'w')]
  const startedAt = performance.now()
  const shell = spawn('bash', ['-c', SCRIPT, 'bash', ...command], {stdio: ['ignore', ...files, 'pipe']})
  files.forEach(closeSync)
  const told = shell.stdio[3] as NodeJS.ReadableStream
  let peakMiB: number | undefined
  let timer: NodeJS.Timeout | undefined
  told.once('data', (chunk: Buffer) => {
    const pid = parseInt(chunk.toString(), 10)
    timer = setInterval(() => (peakMiB = peakOf(pid) ?? peakMiB), PEAK_INTERVAL_MS)
  })
  const [report, code] = await Promise.all([
    text(told),
    new Promise<number | null>((done) => shell.once('close', done)),
  ]).finally(() => clearInterval(timer))
  const wallSeconds = (performance.now() - startedAt) / 1000
  if (code !== 0) throw new Error(`exit code ${String(code)}: ${readFileSync(errors, 'utf8').trim().slice(-300)}`)
  return {value: childSeconds(report), wallSeconds, peakMiB}
}

/** Two lines of `0m1.234s 0m0.056s`: the shell's own, and its children's. */
function childSeconds(report: string): number {
  const times = [...report.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds),
  )
  return times[2]! + times[3]!
}

/** The peak of a process's resident memory, where there is a /proc. */
function peakOf(pid: number): number | undefined {
  try {
    const kiB = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]
    return kiB === undefined ? undefined : Number(kiB) / 1024
  } catch {
    return undefined
  }
}
