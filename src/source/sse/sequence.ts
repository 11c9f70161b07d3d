/** Follows the ids `STREAM:SEQ` of a stream, over its reconnections. Ids of another shape say nothing. */
export interface Sequence {
  /** A connection begins: the server may repeat what came before it. */
  connect(): void
  /** What the host still held at the first connection has come: from here on numbers without an event are losses. */
  settle(): void
  /**
   * The server has told, in a message with this id, of `lost` events: that many may be missing in the numbers. Gives how many of them
   * are news: a connection that was cut before it came past what is missing is followed by one that tells of it again.
   */
  explain(lost: number, id: string): number
  /** Takes the id of one event: 'repeat' if it came before this connection, else how many are missing before it. */
  take(id: string): 'repeat' | number
  /** Takes the id of a message about the stream (hello, gap), which is its own or that of the event before it. */
  pass(id: string): void
}

export function createSequence(): Sequence {
  let stream: string | undefined
  let highest = -1
  let repeatsUpTo = -1
  /** How many that were told of are still ahead in the numbers. */
  let explained = 0
  /** Those of them of which only earlier connections have told. */
  let toldBefore = 0
  let isSettled = false

  /** The number within the stream that is known; NaN in another. */
  const numberIn = (id: string): number => {
    const colon = id.lastIndexOf(':')
    return colon === stream?.length && id.startsWith(stream) ? Number(id.slice(colon + 1)) : NaN
  }
  return {
    connect() {
      repeatsUpTo = highest
      toldBefore = explained
    },
    settle() {
      isSettled = true
    },
    explain(lost, id) {
      // With a number of its own it has been passed, and is not told again.
      const isRetold = numberIn(id) <= highest
      const old = isRetold ? Math.min(lost, toldBefore, explained) : 0
      if (isRetold) toldBefore = 0
      explained += lost - old
      return lost - old
    },
    take(id) {
      const number = numberIn(id)
      if (!Number.isSafeInteger(number)) {
        // Another stream is another life of the host: its numbers start afresh.
        const [, name, first] = /^(.*):(\d{1,15})$/s.exec(id) ?? []
        stream = name
        highest = Number(first ?? -1)
        repeatsUpTo = -1
        explained -= Math.min(explained, toldBefore)
        toldBefore = 0
        return 0
      }
      if (number <= repeatsUpTo) return 'repeat'
      const jump = Math.max(0, number - highest - 1)
      highest = Math.max(highest, number)
      const missing = Math.max(0, jump - explained)
      explained = Math.max(0, explained - jump)
      return isSettled ? missing : 0
    },
    pass(id) {
      if (numberIn(id) === highest + 1) highest++
    },
  }
}
