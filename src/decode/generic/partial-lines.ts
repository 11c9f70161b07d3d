import type {Stream} from '../line-context.ts'

/** As long as a line may be that comes whole; what goes beyond is dropped, which makes its JSON a counted rejection. */
const MAX_LINE_CHARS = 1_048_576

/** Joins lines that a container runtime has cut into pieces, for each stream of its own. */
export interface PartialLines {
  /** The whole line when `isLast`, and how many pieces came before; undefined while pieces are missing. */
  add(stream: Stream, piece: string, isLast: boolean): {readonly text: string; readonly pieces: number} | undefined
  /** Whether no line has begun. */
  readonly isEmpty: boolean
  /** Gives what never ended, and forgets it. */
  drain(take: (stream: Stream, text: string, pieces: number) => void): void
}

/** No line has begun yet. */
export function createPartialLines(): PartialLines {
  const open = new Map<Stream, {text: string; pieces: number}>()
  return {
    get isEmpty() {
      return open.size === 0
    },
    add(stream, piece, isLast) {
      const begun = open.get(stream)
      if (isLast && begun === undefined) return {text: piece, pieces: 0}
      const line = begun ?? {text: '', pieces: 0}
      if (line.text.length < MAX_LINE_CHARS) line.text += piece
      if (isLast) {
        open.delete(stream)
        return line
      }
      line.pieces++
      open.set(stream, line)
      return undefined
    },
    drain(take) {
      // Taking one may open another: what it holds can be a piece of an envelope again.
      for (let next = open.entries().next(); !next.done; next = open.entries().next()) {
        const [stream, {text, pieces}] = next.value
        open.delete(stream)
        take(stream, text, pieces)
      }
    },
  }
}
