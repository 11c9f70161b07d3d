/** One published event: `line` is its JSON, without a newline. */
export interface Message {
  /** Counts all messages of a stream from 1, in whichever ring they are kept. */
  readonly seq: number
  readonly type: string
  readonly line: string
}

/** The newest messages, at most `capacity` of them, in the order of their `seq`. */
export interface Ring {
  /** Adds a message and gives back the one that had to make room. */
  push(message: Message): Message | undefined
  /** How many of the held messages come after `seq`. */
  countAfter(seq: number): number
  /** The first held message after `seq`. */
  firstAfter(seq: number): Message | undefined
  /** All held messages, oldest first. */
  all(): Iterable<Message>
}

/** An empty ring; `capacity` is at least 1. */
export function createRing(capacity: number): Ring {
  const slots: Message[] = []
  let pushed = 0

  const slot = (position: number) => slots[position % capacity]!
  const oldest = () => Math.max(0, pushed - capacity)

  /** Bisects: messages lie in the order of their seq. */
  function positionAfter(seq: number): number {
    let low = oldest()
    let high = pushed
    while (low < high) {
      const middle = (low + high) >>> 1
      if (slot(middle).seq > seq) high = middle
      else low = middle + 1
    }
    return low
  }

  return {
    push(message) {
      const evicted = slots[pushed % capacity]
      slots[pushed++ % capacity] = message
      return evicted
    },
    countAfter: (seq) => pushed - positionAfter(seq),
    firstAfter(seq) {
      const position = positionAfter(seq)
      return position < pushed ? slot(position) : undefined
    },
    *all() {
      for (let position = oldest(); position < pushed; position++) yield slot(position)
    },
  }
}
