import {spawn} from 'node:child_process'
import {closeSync, openSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {text} from 'node:stream/consumers'

/** How often the peak of a program's memory is read; the kernel keeps the peak itself, so only the last moment may be missed. */
const PEAK_INTERVAL_MS = 20

/**
 * Tells its program's number, waits for it, and tells what it used: the shell's `times` counts children and grandchildren, and so does what
 * the kernel knows of the bytes that it has read.
 */
const SCRIPT =
  '"$@" & echo $! >&3; wait $!; code=$?; times >&3; if [ -r /proc/$$/io ]; then echo "$(</proc/$$/io)" >&3; fi; exit $code'

/** What a program used from its start to its end. */
export interface Usage {
  /** User and system time, children included. */
  readonly cpuSeconds: number
  readonly wallSeconds: number
  /** Its resident memory at the most; undefined where there is no /proc. */
  readonly peakMiB: number | undefined
  /** What it asked the kernel to read, its own code included; undefined where there is no /proc. */
  readonly readMiB: number | undefined
}

/** Runs a program to its end, with what it prints in `FOLDER/out`. Throws with its last words when its exit code is not 0. */
export async function runProgram(command: readonly string[], folder: string): Promise<Usage> {
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
  return {cpuSeconds: childSeconds(report), wallSeconds, peakMiB, readMiB: readBy(report)}
}

/** Two lines of `0m1.234s 0m0.056s`: the shell's own, and its children's. */
function childSeconds(report: string): number {
  const times = [...report.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds),
  )
  return times[2]! + times[3]!
}

function readBy(report: string): number | undefined {
  const bytes = /^rchar: (\d+)/m.exec(report)?.[1]
  return bytes === undefined ? undefined : Number(bytes) / 2 ** 20
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
