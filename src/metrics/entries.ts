/**
 * Amounts that are to be written to series, in the order of their arrival: a plain record, as appending is the innermost loop. An entry
 * is 16 bytes in one place, since they are read in another order than they were written.
 */
export interface Entries {
  count: number
  /** Four of each: the series, the slot, and two that are the amount. */
  words: Uint32Array
  /** Two of each, over the same memory: the second is the amount. */
  doubles: Float64Array
}

const FIRST_CAPACITY = 1_024

/** No entries. */
export function createEntries(): Entries {
  return {count: 0, ...room(FIRST_CAPACITY)}
}

function room(capacity: number): Pick<Entries, 'words' | 'doubles'> {
  const memory = new ArrayBuffer(16 * capacity)
  return {words: new Uint32Array(memory), doubles: new Float64Array(memory)}
}

/** One more. */
export function append(entries: Entries, id: number, slot: number, amount: number): void {
  const place = entries.count++
  if (4 * place === entries.words.length) {
    const {words} = entries
    Object.assign(entries, room(2 * place))
    entries.words.set(words)
  }
  const {words, doubles} = entries
  words[4 * place] = id
  words[4 * place + 1] = slot
  doubles[2 * place + 1] = amount
}

/** Drops the first entries. */
export function dropFirst(entries: Entries, count: number): void {
  entries.words.copyWithin(0, 4 * count, 4 * entries.count)
  entries.count -= count
}

/** The series of an entry. */
export function idAt({words}: Entries, place: number): number {
  return words[4 * place]!
}

/** The slot of an entry. */
export function slotAt({words}: Entries, place: number): number {
  return words[4 * place + 1]!
}

/** The amount of an entry. */
export function amountAt({doubles}: Entries, place: number): number {
  return doubles[2 * place + 1]!
}

/** The array with twice the room. */
export function doubled<T extends Uint8Array | Uint32Array | Int32Array | Float64Array>(array: T): T {
  const larger = new (array.constructor as new (length: number) => T)(2 * array.length)
  larger.set(array)
  return larger
}

/** Puts entries by series into an order, those of a series as they came. */
export interface Sorter {
  /**
   * The places of the entries from one up to, but not including, another; of few, as they came. Good until the next call.
   * @param series more than any id
   */
  sort(entries: Entries, from: number, end: number, series: number): Uint32Array
}

/** Keeps the room it needs. */
export function createSorter(): Sorter {
  let order = new Uint32Array(FIRST_CAPACITY)
  /** By series: where the next of its entries goes. */
  let next = new Uint32Array(FIRST_CAPACITY)

  return {
    sort({words}, from, end, series) {
      while (order.length < end - from) order = new Uint32Array(2 * order.length)
      if (end - from < series) {
        for (let place = from; place < end; place++) order[place - from] = place
        return order
      }
      while (next.length <= series) next = new Uint32Array(2 * next.length)
      next.fill(0, 0, series + 1)
      for (let place = from; place < end; place++) next[words[4 * place]! + 1]!++
      for (let id = 1; id <= series; id++) next[id]! += next[id - 1]!
      for (let place = from; place < end; place++) order[next[words[4 * place]!]!++] = place
      return order
    },
  }
}
