import {addHistograms, commonHint} from './arithmetic.ts'
import {isCustom, NO_BUCKETS, type Buckets, type NativeHistogram} from './native.ts'

/** The sum of compatible histograms, in their order, to the last bit as adding one after the other gives it. */
export function totalOfHistograms(histograms: readonly NativeHistogram[]): NativeHistogram {
  return histograms.length > 1 && areColumns(histograms)
    ? totalOverBounds(histograms)
    : histograms.reduce(addHistograms)
}

/** Whether all have the same bounds of their own, and positive buckets alone, as the histograms of one store do: sums of them are sums of columns. */
function areColumns(histograms: readonly NativeHistogram[]): boolean {
  const {customValues} = histograms[0]!
  for (const each of histograms) {
    if (each.customValues !== customValues || !isCustom(each)) return false
    if (each.zeroCount !== 0 || each.negative.indexes.length > 0) return false
  }
  return true
}

function totalOverBounds(histograms: readonly NativeHistogram[]): NativeHistogram {
  const [first] = histograms
  let {count, sum, resetHint} = first!
  for (let i = 1; i < histograms.length; i++) {
    const each = histograms[i]!
    count += each.count
    sum += each.sum
    resetHint = commonHint(resetHint, each.resetHint)
  }
  return {
    schema: first!.schema,
    zeroThreshold: first!.zeroThreshold,
    zeroCount: first!.zeroCount,
    count,
    sum,
    positive: totalOfBuckets(histograms),
    negative: NO_BUCKETS,
    customValues: first!.customValues,
    resetHint,
  }
}

/** A cell a bucket and a bit a cell, so that only what was used is looked at. Serves all sums in turn, and is empty in between. */
let cells = new Float64Array(1_024)
let used = new Uint32Array(cells.length / 32)

function totalOfBuckets(histograms: readonly NativeHistogram[]): Buckets {
  let lowest = Infinity
  let highest = -Infinity
  for (const {positive} of histograms) {
    const {indexes} = positive
    const {length} = indexes
    if (length === 0) continue
    if (indexes[0]! < lowest) lowest = indexes[0]!
    if (indexes[length - 1]! > highest) highest = indexes[length - 1]!
  }
  if (highest === -Infinity) return NO_BUCKETS
  const width = highest + 1 - lowest
  if (cells.length < width) {
    cells = new Float64Array(32 * Math.ceil(width / 16))
    used = new Uint32Array(cells.length / 32)
  }
  let distinct = 0
  for (const {positive} of histograms) {
    const {indexes, counts} = positive
    for (let i = 0; i < indexes.length; i++) {
      const cell = indexes[i]! - lowest
      cells[cell]! += counts[i]!
      const bit = 1 << (cell & 31)
      if ((used[cell >> 5]! & bit) !== 0) continue
      used[cell >> 5]! |= bit
      distinct++
    }
  }
  return takeBuckets(lowest, (width - 1) >> 5, distinct)
}

/** What stands in the table, which is empty then. */
function takeBuckets(lowest: number, lastWord: number, distinct: number): Buckets {
  const indexes = new Array<number>(distinct)
  const counts = new Array<number>(distinct)
  let place = 0
  for (let word = 0; word <= lastWord; word++) {
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
