import type {Aggregate} from './ast.ts'
import type {Context} from './context.ts'
import {followGroups} from './follow/follow-groups.ts'
import {histogramOf, type Live, type Written} from './follow/live.ts'
import {createFrame, FLOAT, HISTOGRAM, setCell, type Frame} from './frame.ts'
import {meanHistogram} from './functions/over-time.ts'
import {warnIncompatible} from './functions/incompatible.ts'
import {createGrouping, groupLabels} from './grouping.ts'
import {compactHistogram, incompatibility} from './histogram/arithmetic.ts'
import type {NativeHistogram} from './histogram/native.ts'
import {totalOfHistograms, totalOfRows} from './histogram/total.ts'
import {lostIn} from './compensated.ts'
import {addToMean, createMean, meanOf, type Mean} from './mean.ts'
import type {Labels} from './labels.ts'
import {followerOf, type VectorNode} from './node.ts'

/** What a group of floats and histograms has come to at one step when it can have no result. */
type Spoiled = 'mixed' | 'incompatible'

/** sum and avg: of floats compensated, of histograms bucket by bucket; a group of both gives nothing. */
export function averageOrSum(aggregate: Aggregate, vector: VectorNode): VectorNode {
  const groupsOf = createGrouping(aggregate)
  const ofFloats = aggregate.op === 'sum' ? sumOf : meanOfFloats

  function foldGroup(operand: Live, members: readonly number[]): Written {
    const {kinds, histograms} = operand
    if (histograms.length === 0) return ofFloats(operand, members)
    let [floats, objects, drafts] = [0, 0, 0]
    for (const row of members) {
      if (kinds[row] === FLOAT) floats++
      else if (kinds[row] === HISTOGRAM && histograms[row] === undefined) drafts++
      else if (kinds[row] === HISTOGRAM) objects++
    }
    if (drafts + objects === 0) return ofFloats(operand, members)
    if (floats > 0) return undefined
    const there = drafts + objects === members.length ? members : members.filter((row) => kinds[row] === HISTOGRAM)
    if (objects === 0 && aggregate.op === 'sum') return totalOfRows(operand.drafted, there)
    const found = there.map((row) => histogramOf(operand, row))
    return found.every((each) => incompatibility(found[0]!, each) === undefined)
      ? compactHistogram(fold(aggregate.op, found))
      : undefined
  }

  return {
    type: 'vector',
    follow: followGroups(followerOf(vector), groupLabels(aggregate), foldGroup),
    evaluate(context) {
      const frame = vector.evaluate(context)
      const {labels, groupOf} = groupsOf(frame.labels)
      const result = aggregate.op === 'sum' ? sumFloats(frame, labels, groupOf) : averageFloats(frame, labels, groupOf)
      if (frame.histograms !== undefined) foldHistograms(aggregate, frame, groupOf, result, context)
      return result
    },
  }
}

function sumOf({kinds, values}: Live, members: readonly number[]): number | undefined {
  let isAbsent = true
  let sum = 0
  let lost = 0
  for (const row of members) {
    if (kinds[row] !== FLOAT) continue
    const value = values[row]!
    const next = sum + value
    lost = lostIn(sum, value, next, lost)
    sum = next
    isAbsent = false
  }
  return isAbsent ? undefined : sum + lost
}

function meanOfFloats({kinds, values}: Live, members: readonly number[]): number | undefined {
  let mean: Mean | undefined
  for (const row of members) if (kinds[row] === FLOAT) addToMean((mean ??= createMean()), values[row]!)
  return mean && meanOf(mean)
}

/** Kahan's summation spread over columns: what each cell has lost so far stands beside it. */
function sumFloats({steps, kinds, values}: Frame, labels: readonly Labels[], groupOf: Int32Array): Frame {
  const result = createFrame(labels, steps)
  const sums = result.values
  const lost = new Float64Array(sums.length)
  for (let row = 0, cell = 0; row < groupOf.length; row++) {
    let target = groupOf[row]! * steps
    for (let step = 0; step < steps; step++, cell++, target++) {
      if (kinds[cell] !== FLOAT) continue
      const value = values[cell]!
      const before = sums[target]!
      const sum = before + value
      lost[target] = lostIn(before, value, sum, lost[target]!)
      sums[target] = sum
      result.kinds[target] = FLOAT
    }
  }
  for (let cell = 0; cell < sums.length; cell++) sums[cell]! += lost[cell]!
  return result
}

function averageFloats({steps, kinds, values}: Frame, labels: readonly Labels[], groupOf: Int32Array): Frame {
  const result = createFrame(labels, steps)
  const means: Mean[] = []
  for (let row = 0, cell = 0; row < groupOf.length; row++) {
    let target = groupOf[row]! * steps
    for (let step = 0; step < steps; step++, cell++, target++) {
      if (kinds[cell] === FLOAT) addToMean((means[target] ??= createMean()), values[cell]!)
    }
  }
  means.forEach((mean, target) => setCell(result, target, meanOf(mean)))
  return result
}

function foldHistograms(
  aggregate: Aggregate,
  {labels, steps, kinds, histograms}: Frame,
  groupOf: Int32Array,
  result: Frame,
  {annotations}: Context,
): void {
  const groups = new Map<number, NativeHistogram[] | Spoiled>()
  const {pos} = aggregate.expr
  labels.forEach((row, index) => {
    for (let step = 0; step < steps; step++) {
      if (kinds[index * steps + step] !== HISTOGRAM) continue
      const target = groupOf[index]! * steps + step
      const histogram = histograms![index * steps + step]!
      const members = groups.get(target)
      if (result.kinds[target] === FLOAT) groups.set(target, 'mixed')
      else if (members === undefined) groups.set(target, [histogram])
      else if (typeof members !== 'string') {
        const problem = incompatibility(members[0]!, histogram)
        if (problem === undefined) members.push(histogram)
        else {
          warnIncompatible({annotations, row: {labels: row}, pos}, problem)
          groups.set(target, 'incompatible')
        }
      }
    }
  })
  for (const [target, members] of groups) {
    if (typeof members !== 'string') setCell(result, target, compactHistogram(fold(aggregate.op, members)))
    else {
      result.kinds[target] = 0
      if (members === 'mixed') annotations.warn('encountered a mix of histograms and floats for aggregation', pos)
    }
  }
}

function fold(op: string, members: readonly NativeHistogram[]): NativeHistogram {
  if (op === 'sum') return totalOfHistograms(members)
  return members.reduce((mean, next, index) => meanHistogram(mean, next, index + 1))
}
