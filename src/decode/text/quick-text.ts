import type {BlockLog} from '../block-log.ts'
import type {LineContext, Stream} from '../line-context.ts'
import type {QuickHeader} from './quick-header.ts'
import type {TextReader} from './text-reader.ts'

/**
 * The records of text whose headers are read from their bytes. The last one waits for the next line: nearly always that begins a
 * record too, and the one before is told as it is; otherwise the text reader gets it, which joins the lines of a record.
 */
export interface QuickText {
  /** Takes the line from `begin` to `limit`, -1 for one that ends with its newline; false for a line that is not for us. */
  take(bytes: Buffer, begin: number, limit: number, context: LineContext): boolean
  /** Gives what waits to the text reader: another kind of line comes. */
  settle(): void
  /** The bytes go: settles too. */
  end(): void
}

/** Nothing waits. `nextLog` gives a record to fill in, `tell` hears of each that is complete. */
export function createQuickText(options: {
  readonly header: QuickHeader
  readonly nextLog: () => BlockLog
  readonly text: TextReader
  readonly tell: (log: BlockLog, line: number) => void
}): QuickText {
  const {header, nextLog, text, tell} = options
  let spare: BlockLog | undefined
  let pending: BlockLog | undefined
  let pendingLine = 0
  let pendingStream: Stream = 'main'

  function settle(): void {
    if (pending === undefined) return
    const event = pending.keep()
    pending = undefined
    text.open({event, cause: undefined, hasLevel: true}, {line: pendingLine, stream: pendingStream})
  }

  return {
    take(bytes, begin, limit, {line, stream, time, timeIsReceipt}) {
      const log = (spare ??= nextLog())
      log.time = time
      log.timeIsReceipt = timeIsReceipt
      if (header.read(bytes, begin, limit, log) < 0) return false
      if (pending !== undefined && pendingStream === stream) tell(pending, pendingLine)
      else {
        settle()
        text.close(stream)
      }
      pending = log
      pendingLine = line
      pendingStream = stream
      spare = undefined
      return true
    },
    settle,
    end() {
      settle()
      spare = undefined
    },
  }
}
