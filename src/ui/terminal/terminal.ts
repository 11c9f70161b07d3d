import {createFrameWriter} from './frame-writer.ts'
import {createInkOutput} from './ink-output.ts'
import {createKeyboard} from './keyboard.ts'
import {endBySignal, watchProcessEnd, type ExitReason} from './process-end.ts'
import {createScreenMode} from './screen-mode.ts'

/** While a window is being dragged sizes come by the dozen: only the one that stays is drawn. */
const RESIZE_SETTLE_MS = 30
/** The size of a terminal that does not tell its own. */
const FALLBACK_SIZE = {columns: 80, rows: 24}

/** The terminal while the screen has it. */
export interface Terminal {
  size(): {readonly columns: number; readonly rows: number}
  /** Where Ink renders to. */
  readonly stream: NodeJS.WriteStream
  /** Gives the terminal back, for good; idempotent. */
  close(): void
}

/** Takes the terminal: alternate screen, raw keys, and it is given back on every way out but SIGKILL. */
export function openTerminal(options: {
  readonly input: NodeJS.ReadStream
  readonly output: NodeJS.WriteStream & {readonly fd: number}
  readonly onKey: (key: string) => void
  /** The size changed, or the screen came back from behind another one: draw again. */
  readonly onRedraw: () => void
  readonly onEnd: (reason: ExitReason) => void
}): Terminal {
  const {input, output, onKey, onRedraw, onEnd} = options
  const size = (): {columns: number; rows: number} => ({
    columns: output.columns || FALLBACK_SIZE.columns,
    rows: output.rows || FALLBACK_SIZE.rows,
  })
  // A stalled connection must not stop the event loop, and with it the signals. Not a public interface, hence the question marks.
  ;(output as {_handle?: {setBlocking?: (isBlocking: boolean) => void}})._handle?.setBlocking?.(false)

  const mode = createScreenMode(output.fd)
  const writer = createFrameWriter(output)
  let frame = ''
  const ink = createInkOutput(size().columns, size().rows, (newest) => {
    frame = newest
    if (isShown) writer.draw(frame, ink.stream.columns, ink.stream.rows)
  })
  const hangUp = (): void => onEnd(endBySignal('SIGHUP'))
  const keyboard = createKeyboard({
    input,
    onEnd: hangUp,
    onKey: (key) => (key === 'ctrl-z' ? suspend() : onKey(key)),
  })
  let resizeTimer: NodeJS.Timeout | undefined
  let isShown = true
  let isClosed = false

  function enter(): void {
    isShown = true
    mode.enter()
    keyboard.start()
    redraw()
  }

  function redraw(): void {
    ink.resize(size().columns, size().rows)
    writer.reset()
    onRedraw()
    // Ink writes nothing where the new frame is the old one.
    if (isShown) writer.draw(frame, ink.stream.columns, ink.stream.rows)
  }

  function leave(): void {
    isShown = false
    keyboard.stop()
    mode.leave()
  }

  /** The whole job stops, as the shell expects; where no shell could wake it the kernel ignores the signal, and we go on. */
  function suspend(): void {
    leave()
    process.kill(0, 'SIGTSTP')
    setImmediate(resume)
  }

  function resume(): void {
    if (isClosed) return
    leave()
    enter()
  }

  function onResize(): void {
    clearTimeout(resizeTimer)
    resizeTimer = setTimeout(redraw, RESIZE_SETTLE_MS)
  }

  const unwatch = watchProcessEnd({onEnd, onExit: leave})
  output.on('resize', onResize).on('error', hangUp)
  process.on('SIGCONT', resume)
  mode.enter()
  keyboard.start()

  return {
    size,
    stream: ink.stream,
    close() {
      if (isClosed) return
      isClosed = true
      clearTimeout(resizeTimer)
      leave()
      keyboard.close()
      // The listener for errors stays: what is still queued may fail after the terminal is gone.
      output.off('resize', onResize)
      process.off('SIGCONT', resume)
      unwatch()
    },
  }
}
