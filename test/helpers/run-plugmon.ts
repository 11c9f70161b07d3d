import {spawn, type ChildProcessWithoutNullStreams} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join, resolve} from 'node:path'
import {onTestFinished} from 'vitest'

/** Longest life of a program under test; a busy machine needs seconds for what takes 0.2 s. */
const DEADLINE_MS = 25_000

/** What `npx plugmon` starts. */
export const PLUGMON = resolve('bin/plugmon.js')

/** A home in which nothing is configured. */
const home = mkdtempSync(join(tmpdir(), 'plugmon-home-'))
process.on('exit', () => rmSync(home, {recursive: true, force: true}))

/** The variables of a program under test: those that it needs, none of this machine's settings. */
export function cleanEnvironment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {PATH: process.env['PATH'] ?? '', HOME: home, TZ: 'UTC', LANG: 'C.UTF-8', ...more}
}

interface StartOptions {
  /** Added to the clean environment. */
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** A hook or a concurrent test gives its own. @default the running test's */
  readonly onFinished?: (clean: () => void) => void
}

/** How a program ended: its exit code, or what killed it, and all it printed. */
export interface Ended {
  readonly code: number | NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** A program that runs. */
export interface Running {
  readonly child: ChildProcessWithoutNullStreams
  /** What it has printed so far. */
  readonly output: {stdout: string; stderr: string}
  readonly ended: Promise<Ended>
  /** Sends a signal to it and all that it started, as a terminal does it; nothing happens when they have ended. */
  signalAll(signal: NodeJS.Signals): void
}

/** plugmon as people start it, without a terminal; killed at the deadline and when the test is over. */
export function startPlugmon(arguments_: readonly string[], options: StartOptions = {}): Running {
  return start([process.execPath, PLUGMON, ...arguments_], options)
}

/** Any program, in the same clean environment. */
export function start(
  [command, ...arguments_]: readonly [string, ...string[]],
  {env, cwd, onFinished = onTestFinished}: StartOptions = {},
): Running {
  const child = spawn(command, arguments_, {env: cleanEnvironment(env), cwd, stdio: 'pipe', detached: true})
  const output = {stdout: '', stderr: ''}
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
  child.stdin.on('error', () => undefined)
  const deadline = setTimeout(signalAll, DEADLINE_MS, 'SIGKILL')
  const ended = new Promise<Ended>((done) => {
    child.on('close', (code, signal) => {
      clearTimeout(deadline)
      done({code: code ?? signal, ...output})
    })
  })
  function signalAll(signal: NodeJS.Signals): void {
    try {
      process.kill(-child.pid!, signal)
    } catch {
      // All of it has ended already.
    }
  }
  onFinished(() => signalAll('SIGKILL'))
  return {child, output, ended, signalAll}
}

/** Runs plugmon to its end; `input` is what stands in its stdin. */
export async function runPlugmon(
  arguments_: readonly string[],
  {input = '', ...options}: StartOptions & {readonly input?: string} = {},
): Promise<Ended> {
  const {child, ended} = startPlugmon(arguments_, options)
  child.stdin.end(input)
  return await ended
}

/** Runs a line of shell in which `plugmon` is plugmon. */
export async function runShell(line: string, options: StartOptions = {}): Promise<Ended> {
  const {child, ended} = start(
    ['/bin/sh', '-c', `plugmon() { '${process.execPath}' '${PLUGMON}' "$@"; }\n${line}`],
    options,
  )
  child.stdin.end()
  return await ended
}

/** An object of an NDJSON text. */
export type Row = Readonly<Record<string, unknown>>

/** The objects of an NDJSON text; a line that has no newline yet is not read. */
export function rowsOf(text: string): Row[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Row)
}
