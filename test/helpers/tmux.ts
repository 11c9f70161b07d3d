import {execFileSync, spawnSync} from 'node:child_process'
import {onTestFinished} from 'vitest'
import {cleanEnvironment, PLUGMON} from './run-plugmon.ts'

/** Longest wait for something to show; a busy machine needs seconds for what takes 0.3 s. */
const DEADLINE_MS = 20_000
const POLL_MS = 25

const hasTools = spawnSync('tmux', ['-V']).status === 0 && spawnSync('ps').status === 0

/** What a test that needs tmux, and ps to see what runs in it, says when there is none; empty when there is. */
export const withoutTmux = hasTools ? '' : 'skipped: needs tmux and ps'

let count = 0

/** A shell in a terminal of its own, drawn by tmux. */
export interface Tmux {
  /** The lines that are shown, without colours. */
  lines(): string[]
  /** Waits until the screen shows what is sought, and gives it. */
  until(isSought: RegExp | ((screen: string) => boolean)): Promise<string>
  /** Presses keys, by tmux' names: q, Space, C-c, Tab. */
  press(...keys: readonly string[]): void
  /** Types a line and ends it. */
  enter(line: string): void
  resize(columns: number, rows: number): void
  /** Whether a program has taken the alternate screen, and whether the cursor is to be seen. */
  mode(): {readonly isAlternate: boolean; readonly hasCursor: boolean}
  /** The process of this title in the terminal. */
  pidOf(title: string): number
}

/** Opens a terminal with a shell, in which `plugmon` is plugmon; it goes when the test ends. */
export async function openTmux(columns: number, rows: number): Promise<Tmux> {
  const server = `plugmon-test-${process.pid}-${++count}`
  const env = cleanEnvironment({TERM: 'screen-256color', PS1: '$ ', SHELL: '/bin/sh'})
  const tmux = (...arguments_: readonly string[]) =>
    execFileSync('tmux', ['-L', server, '-f', '/dev/null', ...arguments_], {env, encoding: 'utf8'})
  tmux('new-session', '-d', '-x', String(columns), '-y', String(rows), '/bin/sh', ';', 'set', '-g', 'status', 'off')
  onTestFinished(() => void spawnSync('tmux', ['-L', server, 'kill-server'], {env}))
  const lines = () => tmux('capture-pane', '-p').replace(/\n$/, '').split('\n')
  const ask = (format: string) => tmux('display-message', '-p', format).trim()
  const enter = (line: string) => {
    tmux('send-keys', '-l', line)
    tmux('send-keys', 'Enter')
  }
  const until: Tmux['until'] = async (isSought) => {
    const deadline = Date.now() + DEADLINE_MS
    for (;;) {
      const screen = lines().join('\n')
      if (isSought instanceof RegExp ? isSought.test(screen) : isSought(screen)) return screen
      if (Date.now() > deadline) throw new Error(`not shown in time: ${String(isSought)}; the screen is:\n${screen}`)
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    }
  }
  await until(/^\$/)
  enter(`plugmon() { ${process.execPath} ${PLUGMON} "$@"; }; clear`)
  await until(/^\$ *\n*$/)

  return {
    lines,
    until,
    press(...keys) {
      tmux('send-keys', ...keys)
    },
    enter,
    resize(newColumns, newRows) {
      tmux('resize-window', '-x', String(newColumns), '-y', String(newRows))
    },
    mode() {
      const [alternate, cursor] = ask('#{alternate_on} #{cursor_flag}').split(' ')
      return {isAlternate: alternate === '1', hasCursor: cursor === '1'}
    },
    pidOf(title) {
      const rows = execFileSync('ps', ['-o', 'pid=,comm=', '-t', ask('#{pane_tty}')], {encoding: 'utf8'})
      const row = rows.split('\n').find((line) => line.trim().endsWith(` ${title}`))
      if (row === undefined) throw new Error(`no process ${title} among:\n${rows}`)
      return Number(row.trim().split(' ')[0])
    },
  }
}
