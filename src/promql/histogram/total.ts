import {addHistograms, commonHint} from './arithmetic.ts'
import {isCustom, NO_BUCKETS, type Buckets, type NativeHistogram} from './native.ts'

/** The sum of compatible histograms, in their order, to the last bit as adding one after the other gives it. */
export function totalOfHistograms(histograms: readonly NativeHistogram[]): NativeHistogram {
  if (histograms.length === 1) return histograms[0]!
  const reach = reachOfColumns(histograms)
  return reach === undefined ? histograms.reduce(addHistograms) : totalOverBounds(histograms, reach)
}

/** From the lowest bucket of some histograms to the highest; the highest is below the lowest when there is none. */
interface Reach {
  readonly lowest: number
  readonly highest: number
}

/**
 * How far the buckets reach of histograms that have the same bounds of their own, and positive buckets alone, as all those of one store
 * do: their sums are sums of columns. Undefined of others.
 */
function reachOfColumns(histograms: readonly NativeHistogram[]): Reach | undefined {
  const {customValues} = histograms[0]!
  let lowest = Infinity
  let highest = -Infinity
  for (const each of histograms) {
    if (each.customValues !== customValues || !isCustom(each)) return undefined
    if (each.zeroCount !== 0 || each.negative.indexes.length > 0) return undefined
    const {indexes} = each.positive
    const {length} = indexes
    if (length === 0) continue
    if (indexes[0]! < lowest) lowest = indexes[0]!
    if (indexes[length - 1]! > highest) highest = indexes[length - 1]!
  }
  return {lowest, highest}
}

/** A cell a bucket and a bit a cell, so that only what was used is looked at. Serves all sums in turn, and is empty in between. */
let cells = new Float64Array(1_024)
let used = new Uint32Array(cells.length / 32)

function totalOverBounds(histograms: readonly NativeHistogram[], {lowest, highest}: Reach): NativeHistogram {
  const words = highest < lowest ? 0 : ((highest - lowest) >> 5) + 1
  if (used.length < words) {
    used = new Uint32Array(2 * words)
    cells = new Float64Array(32 * used.length)
  }
  const {schema, zeroThreshold, zeroCount, customValues} = histograms[0]!
  let {count, sum, resetHint} = histograms[0]!
  let distinct = addColumns(histograms[0]!.positive, lowest)
  for (let i = 1; i < histograms.length; i++) {
    const each = histograms[i]!
    count += each.count
    sum += each.sum
    resetHint = commonHint(resetHint, each.resetHint)
    distinct += addColumns(each.positive, lowest)
  }
  const positive = takeColumns(lowest, words, distinct)
  return {schema, zeroThreshold, zeroCount, count, sum, positive, negative: NO_BUCKETS, customValues, resetHint}
}

/** Adds buckets to the table; gives how many columns are new. */
function addColumns({indexes, counts}: Buckets, lowest: number): number {
  let fresh = 0
  for (let i = 0; i < indexes.length; i++) {
    const cell = indexes[i]! - lowest
    cells[cell]! += counts[i]!
    const bit = 1 << (cell & 31)
    if ((used[cell >> 5]! & bit) !== 0) continue
    used[cell >> 5]! |= bit
    fresh++
  }
  return fresh
}

/** What stands in the table, which is empty then. */
function takeColumns(lowest: number, words: number, distinct: number): Buckets {
  const indexes = new Array<number>(distinct)
  const counts = new Array<number>(distinct)
  let place = 0
  for (let word = 0; word < words; word++) {
    for (let bits = used[word]!; bits !== 0; bits &= bits - 1) {
      const cell = (word << 5) + 31 - Math.clz32(bits & -bits)
      indexes[place] = lowest + cell
      counts[place++] = cells[cell]!
      cells[cell] = 0
    }
    used[word] = 0
  }
  return {indexes, counts}
}
