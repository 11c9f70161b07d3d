import {EventEmitter} from 'node:events'

/** The stream that Ink believes to be the terminal: it gets whole frames, and the writer behind it decides what reaches the tty. */
export interface InkOutput {
  readonly stream: NodeJS.WriteStream
  resize(columns: number, rows: number): void
}

/** Hands every frame that Ink writes (in its debug mode: one whole frame a commit) to `onFrame`. */
export function createInkOutput(columns: number, rows: number, onFrame: (frame: string) => void): InkOutput {
  const stream = Object.assign(new EventEmitter(), {
    columns,
    rows,
    isTTY: true,
    write(frame: string) {
      onFrame(frame)
      return true
    },
  })
  return {
    stream: stream as unknown as NodeJS.WriteStream,
    resize(newColumns, newRows) {
      stream.columns = newColumns
      stream.rows = newRows
    },
  }
}
