import {addHistograms} from './arithmetic.ts'
import {isCustom, NO_BUCKETS, type NativeHistogram} from './native.ts'

/** From so many on it is quicker to add up in a table than one after the other. */
const MANY = 8

/** The sum of compatible histograms, in their order, to the last bit as adding one after the other gives it; empty buckets may be gone. */
export function totalOfHistograms(histograms: readonly NativeHistogram[]): NativeHistogram {
  const {customValues} = histograms[0]!
  return histograms.length >= MANY && histograms.every((each) => isCustom(each) && each.customValues === customValues)
    ? totalOverBounds(histograms)
    : histograms.reduce(addHistograms)
}

/** Serves all sums in turn, and is empty in between. */
let table = new Float64Array(0)

/** Custom buckets have one sign and no zero bucket. */
function totalOverBounds(histograms: readonly NativeHistogram[]): NativeHistogram {
  let lowest = Infinity
  let highest = -1
  for (const {positive} of histograms) {
    if (positive.indexes.length === 0) continue
    lowest = Math.min(lowest, positive.indexes[0]!)
    highest = Math.max(highest, positive.indexes.at(-1)!)
  }
  if (highest < 0) lowest = 0
  const width = highest + 1 - lowest
  if (table.length < width) table = new Float64Array(2 * width)
  let count = 0
  let sum = 0
  for (const histogram of histograms) {
    const {indexes, counts} = histogram.positive
    for (let i = 0; i < indexes.length; i++) table[indexes[i]! - lowest]! += counts[i]!
    count += histogram.count
    sum += histogram.sum
  }
  const indexes: number[] = []
  const counts: number[] = []
  for (let cell = 0; cell < width; cell++) {
    const inBucket = table[cell]!
    if (inBucket === 0) continue
    indexes.push(lowest + cell)
    counts.push(inBucket)
    table[cell] = 0
  }
  const gauge = histograms.some(({resetHint}) => resetHint === 'gauge')
  const [first] = histograms
  const hint = histograms.every(({resetHint}) => resetHint === first!.resetHint) ? first!.resetHint : 'unknown'
  return {...first!, count, sum, positive: {indexes, counts}, negative: NO_BUCKETS, resetHint: gauge ? 'gauge' : hint}
}
