import {EventEmitter} from 'node:events'
import {closeSync, openSync} from 'node:fs'
import xterm from '@xterm/headless'

/** The text on a terminal's screen, line by line, without blanks at the ends. */
export function screenText(terminal: InstanceType<typeof xterm.Terminal>): string[] {
  const {active} = terminal.buffer
  return Array.from(
    {length: terminal.rows},
    (_, row) => active.getLine(active.viewportY + row)?.translateToString(true) ?? '',
  )
}

/** Waits until a terminal has worked off all that was written to it. */
export function settled(terminal: InstanceType<typeof xterm.Terminal>): Promise<void> {
  return new Promise((resolve) => terminal.write('', resolve))
}

/** A terminal in memory with the streams of a real one. */
export function createVirtualTerminal(columns: number, rows: number) {
  const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true})
  // Lines that are too long must not break, as on the real alternate screen.
  terminal.write('\x1b[?7l')
  const fd = openSync('/dev/null', 'w')
  let bytes = 0
  const output = Object.assign(new EventEmitter(), {
    columns,
    rows,
    isTTY: true,
    fd,
    write(text: string) {
      bytes += Buffer.byteLength(text)
      terminal.write(text)
      return true
    },
  })
  const input = Object.assign(new EventEmitter(), {
    isTTY: true,
    setRawMode: () => input,
    pause: () => input,
    resume: () => input,
  })
  return {
    terminal,
    input: input as unknown as NodeJS.ReadStream,
    output: output as unknown as NodeJS.WriteStream & {fd: number},
    /** Types keys and waits until they have been drawn. */
    async type(...chunks: string[]) {
      for (const chunk of chunks) {
        input.emit('data', chunk)
        await new Promise((resolve) => setImmediate(resolve))
      }
      await settled(terminal)
    },
    async text() {
      await settled(terminal)
      return screenText(terminal)
    },
    bytes: () => bytes,
    close() {
      terminal.dispose()
      closeSync(fd)
    },
  }
}
