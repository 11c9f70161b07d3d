/** Amounts that are to be written to series, in the order of their arrival: a plain record, as appending is the innermost loop. */
export interface Entries {
  count: number
  /** Of each: the series, the slot and the amount. */
  ids: Uint32Array
  slots: Uint32Array
  amounts: Float64Array
}

const FIRST_CAPACITY = 1_024

/** No entries. */
export function createEntries(): Entries {
  return {
    count: 0,
    ids: new Uint32Array(FIRST_CAPACITY),
    slots: new Uint32Array(FIRST_CAPACITY),
    amounts: new Float64Array(FIRST_CAPACITY),
  }
}

/** One more. */
export function append(entries: Entries, id: number, slot: number, amount: number): void {
  const place = entries.count++
  if (place === entries.ids.length) {
    entries.ids = doubled(entries.ids)
    entries.slots = doubled(entries.slots)
    entries.amounts = doubled(entries.amounts)
  }
  entries.ids[place] = id
  entries.slots[place] = slot
  entries.amounts[place] = amount
}

/** The array with twice the room. */
export function doubled<T extends Uint8Array | Uint32Array | Int32Array | Float64Array>(array: T): T {
  const larger = new (array.constructor as new (length: number) => T)(2 * array.length)
  larger.set(array)
  return larger
}

/** Puts entries by series into an order, those of a series as they came. */
export interface Sorter {
  /** The places of the entries; of few, as they came. Good until the next call. @param series more than any id */
  sort(entries: Entries, series: number): Uint32Array
}

/** Keeps the room it needs. */
export function createSorter(): Sorter {
  let order = new Uint32Array(FIRST_CAPACITY)
  /** By series: where the next of its entries goes. */
  let next = new Uint32Array(FIRST_CAPACITY)

  return {
    sort({ids, count}, series) {
      while (order.length < count) order = new Uint32Array(2 * order.length)
      if (count < series) {
        for (let place = 0; place < count; place++) order[place] = place
        return order
      }
      while (next.length <= series) next = new Uint32Array(2 * next.length)
      next.fill(0, 0, series + 1)
      for (let place = 0; place < count; place++) next[ids[place]! + 1]!++
      for (let id = 1; id <= series; id++) next[id]! += next[id - 1]!
      for (let place = 0; place < count; place++) order[next[ids[place]!]!++] = place
      return order
    },
  }
}
