import {addHistograms, commonHint} from './arithmetic.ts'
import {createDraft, histogramOfDraft, type HistogramDraft} from './draft.ts'
import {countOf, endOf, startOf, sumOf, type HistogramRows} from './histogram-rows.ts'
import {isCustom, type NativeHistogram} from './native.ts'

/**
 * The sum of compatible histograms, in their order, to the last bit as adding one after the other gives it; empty buckets may be gone.
 */
export function totalOfHistograms(histograms: readonly NativeHistogram[]): NativeHistogram {
  return histograms.length > 1 && areColumns(histograms)
    ? totalOverBounds(histograms)
    : histograms.reduce(addHistograms)
}

/** The same of rows, at least one: good until the next call. */
export function totalOfRows(rows: HistogramRows, members: readonly number[]): HistogramDraft {
  const {indexes, counts, bounds} = rows
  let lowest = Infinity
  let highest = -Infinity
  for (const row of members) {
    const start = startOf(rows, row)
    const end = endOf(rows, row)
    if (start === end) continue
    if (indexes[start]! < lowest) lowest = indexes[start]!
    if (indexes[end - 1]! > highest) highest = indexes[end - 1]!
  }
  begin(lowest, highest)
  let count = countOf(rows, members[0]!)
  let sum = sumOf(rows, members[0]!)
  addColumns(indexes, counts, startOf(rows, members[0]!), endOf(rows, members[0]!))
  for (let member = 1; member < members.length; member++) {
    const row = members[member]!
    count += countOf(rows, row)
    sum += sumOf(rows, row)
    addColumns(indexes, counts, startOf(rows, row), endOf(rows, row))
  }
  return take(bounds!, count, sum)
}

/** Whether all have the same bounds of their own, and positive buckets alone, as all those of one store do: their sums are sums of columns. */
function areColumns(histograms: readonly NativeHistogram[]): boolean {
  const {customValues} = histograms[0]!
  for (const each of histograms) {
    if (each.customValues !== customValues || !isCustom(each)) return false
    if (each.zeroCount !== 0 || each.zeroThreshold !== 0 || each.negative.indexes.length > 0) return false
  }
  return true
}

function totalOverBounds(histograms: readonly NativeHistogram[]): NativeHistogram {
  let lowest = Infinity
  let highest = -Infinity
  for (const {positive} of histograms) {
    const {indexes} = positive
    if (indexes.length === 0) continue
    lowest = Math.min(lowest, indexes[0]!)
    highest = Math.max(highest, indexes[indexes.length - 1]!)
  }
  begin(lowest, highest)
  let {count, sum, resetHint} = histograms[0]!
  histograms.forEach((each, member) => {
    const {indexes, counts} = each.positive
    addColumns(indexes, counts, 0, indexes.length)
    if (member === 0) return
    count += each.count
    sum += each.sum
    resetHint = commonHint(resetHint, each.resetHint)
  })
  return histogramOfDraft(take(histograms[0]!.customValues, count, sum), resetHint)
}

/** A cell a bucket from the lowest one on, and a bit a cell, so that only what was used is looked at. It serves all sums in turn, and is empty in between. */
let cells = new Float64Array(1_024)
let used = new Uint32Array(cells.length / 32)
let base = 0
let words = 0
let distinct = 0

const total = createDraft()

/** Makes the table ready for buckets from one to another. */
function begin(lowest: number, highest: number): void {
  base = lowest
  words = highest < lowest ? 0 : ((highest - lowest) >> 5) + 1
  distinct = 0
  if (used.length >= words) return
  used = new Uint32Array(2 * words)
  cells = new Float64Array(32 * used.length)
}

function addColumns(indexes: ArrayLike<number>, counts: ArrayLike<number>, from: number, to: number): void {
  const lowest = base
  let fresh = 0
  for (let place = from; place < to; place++) {
    const cell = indexes[place]! - lowest
    cells[cell]! += counts[place]!
    const bit = 1 << (cell & 31)
    if ((used[cell >> 5]! & bit) !== 0) continue
    used[cell >> 5]! |= bit
    fresh++
  }
  distinct += fresh
}

/** What stands in the table, which is empty then. */
function take(bounds: readonly number[], count: number, sum: number): HistogramDraft {
  if (total.indexes.length < distinct) {
    total.indexes = new Int32Array(2 * distinct)
    total.counts = new Float64Array(2 * distinct)
  }
  const {indexes, counts} = total
  let length = 0
  for (let word = 0; word < words; word++) {
    for (let bits = used[word]!; bits !== 0; bits &= bits - 1) {
      const cell = (word << 5) + 31 - Math.clz32(bits & -bits)
      const inBucket = cells[cell]!
      cells[cell] = 0
      if (inBucket === 0) continue
      indexes[length] = base + cell
      counts[length++] = inBucket
    }
    used[word] = 0
  }
  total.bounds = bounds
  total.count = count
  total.sum = sum
  total.length = length
  return total
}
