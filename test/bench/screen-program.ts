import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {resolve} from 'node:path'
import type {spawn as PtySpawn} from '@lydell/node-pty'
import xterm from '@xterm/headless'
import {screenText, settled} from '../helpers/virtual-terminal.ts'

const COLUMNS = 120
const ROWS = 40
/** A tick of the kernel's accounting, as Linux tells it to programs. */
const TICKS_PER_SECOND = 100

/** A program that draws on a terminal of its own, 120×40. */
export interface ScreenProgram {
  /** What stands on the screen. */
  text(): Promise<string>
  /** Types a key; gives the milliseconds until the screen shows what is sought, at most `limitMs`. */
  press(key: string, isSought: (screen: string) => boolean, limitMs: number): Promise<number>
  /** User and system time since its start, in seconds. Throws where there is no /proc. */
  cpuSeconds(): number
  /** Its resident memory at the most. */
  peakMiB(): number
  close(): void
}

/** Starts a program; native code that no bundle can hold gives it its terminal. */
export function startOnScreen(command: readonly string[]): ScreenProgram {
  const require = createRequire(resolve('package.json'))
  const {spawn} = require('@lydell/node-pty') as {readonly spawn: typeof PtySpawn}
  const terminal = new xterm.Terminal({cols: COLUMNS, rows: ROWS, allowProposedApi: true})
  const env = {...process.env, TERM: 'xterm-256color', LANG: 'C.UTF-8', NO_COLOR: undefined, CI: undefined}
  const child = spawn(command[0]!, command.slice(1), {cols: COLUMNS, rows: ROWS, env})
  let changed: () => void = () => undefined
  child.onData((data) => terminal.write(data, () => changed()))
  const shown = () => screenText(terminal).join('\n')
  const read = (file: string) => readFileSync(`/proc/${String(child.pid)}/${file}`, 'utf8')

  return {
    async text() {
      await settled(terminal)
      return shown()
    },
    press(key, isSought, limitMs) {
      return new Promise((done) => {
        const startedAt = performance.now()
        const finish = () => {
          clearTimeout(timer)
          changed = () => undefined
          done(performance.now() - startedAt)
        }
        const timer = setTimeout(finish, limitMs)
        changed = () => isSought(shown()) && finish()
        child.write(key)
      })
    },
    cpuSeconds() {
      // Behind the name, which may hold anything: utime and stime are the 14th and 15th field.
      const fields = read('stat').split(') ').at(-1)!.split(' ')
      return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
    },
    peakMiB: () => Number(/VmHWM:\s+(\d+)/.exec(read('status'))![1]) / 1024,
    close: () => child.kill('SIGKILL'),
  }
}
