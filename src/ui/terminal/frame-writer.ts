import {diffGrids} from './diff-grids.ts'
import {blankGrid, parseFrame, type Grid} from './grid.ts'

/** The part of a tty stream that frames are written to. */
export interface FrameOutput {
  write(bytes: string): boolean
  once(event: 'drain', listener: () => void): unknown
}

/** Draws frames on a terminal by their differences. */
export interface FrameWriter {
  /** Shows a frame (lines with SGR sequences). While the terminal does not take bytes, only the newest frame waits; the others are dropped. */
  draw(frame: string, columns: number, rows: number): void
  /** Forgets what stands on the screen: the next frame clears it and draws every cell. */
  reset(): void
  /** How many frames were dropped because the terminal was slow. */
  dropped(): number
}

/** DEC mode 2026: the terminal shows what comes in between at once. Terminals that do not know it ignore it. */
const BEGIN_UPDATE = '\x1b[?2026h'
const END_UPDATE = '\x1b[?2026l'
const CLEAR = '\x1b[m\x1b[2J'

/** Draws on `output`, which must be in the alternate screen and not wrap lines. */
export function createFrameWriter(output: FrameOutput): FrameWriter {
  let shown: Grid | undefined
  let isBlocked = false
  let waiting: {frame: string; columns: number; rows: number} | undefined
  let droppedFrames = 0

  function draw(frame: string, columns: number, rows: number): void {
    if (isBlocked) {
      if (waiting) droppedFrames++
      waiting = {frame, columns, rows}
      return
    }
    const next = parseFrame(frame, columns, rows)
    const isSameSize = shown?.columns === columns && shown.rows === rows
    const before = shown && isSameSize ? shown : blankGrid(columns, rows)
    const bytes = (isSameSize ? '' : CLEAR) + diffGrids(before, next)
    shown = next
    if (bytes === '' || output.write(BEGIN_UPDATE + bytes + END_UPDATE)) return
    isBlocked = true
    output.once('drain', () => {
      isBlocked = false
      const newest = waiting
      waiting = undefined
      if (newest) draw(newest.frame, newest.columns, newest.rows)
    })
  }

  return {
    draw,
    reset() {
      shown = undefined
    },
    dropped: () => droppedFrames,
  }
}
