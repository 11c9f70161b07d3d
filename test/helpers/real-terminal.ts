import {spawn, type IPty} from '@lydell/node-pty'
import xterm from '@xterm/headless'
import {screenText, settled} from './virtual-terminal.ts'

/** Longest wait for something to show; a busy machine needs seconds for what takes 0.3 s. */
const DEADLINE_MS = 20_000
const POLL_MS = 20

/** A program in a terminal of its own. */
export function runInTerminal(
  command: readonly [string, ...string[]],
  {columns = 80, rows = 24, env = {}}: {columns?: number; rows?: number; env?: Record<string, string>} = {},
) {
  const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true})
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !['CI', 'NO_COLOR', 'FORCE_COLOR'].includes(name)),
  )
  const child: IPty = spawn(command[0], command.slice(1), {
    cols: columns,
    rows,
    env: {...inherited, TERM: 'xterm-256color', COLORTERM: 'truecolor', LANG: 'C.UTF-8', ...env},
  })
  let raw = ''
  child.onData((data) => {
    raw += data
    terminal.write(data)
  })
  const exited = new Promise<{exitCode: number; signal?: number | undefined}>((resolve) => child.onExit(resolve))

  async function text(): Promise<string> {
    await settled(terminal)
    return screenText(terminal).join('\n')
  }

  return {
    child,
    terminal,
    exited,
    raw: () => raw,
    text,
    isAlternate: () => terminal.buffer.active.type === 'alternate',
    /** Waits until the screen shows what is sought, and gives the screen. */
    async until(isSought: (screen: string) => boolean): Promise<string> {
      const deadline = Date.now() + DEADLINE_MS
      for (;;) {
        const screen = await text()
        if (isSought(screen)) return screen
        if (Date.now() > deadline) throw new Error(`not shown in time; the screen is:\n${screen}`)
        await new Promise((resolve) => setTimeout(resolve, POLL_MS))
      }
    },
    resize(newColumns: number, newRows: number) {
      terminal.resize(newColumns, newRows)
      child.resize(newColumns, newRows)
    },
  }
}
