import type {VectorMatching} from './ast.ts'
import {filterLabels, labelValue, memoizeLabels, METRIC_NAME, withLabels, type Labels} from './labels.ts'

/** The labels by which the two sides of an operation find each other. */
export function createSignature({on, labels}: VectorMatching): (labels: Labels) => Labels {
  const names = new Set(labels)
  return memoizeLabels((row) =>
    filterLabels(row, on ? (name) => names.has(name) : (name) => name !== METRIC_NAME && !names.has(name)),
  )
}

/**
 * The labels of a result: those of the many side, reduced to what matched when it is one to one, with the labels of group_left or
 * group_right from the one side. `dropsName` where the value is no longer that metric's.
 */
export function createResultLabels(
  matching: VectorMatching,
  dropsName: boolean,
): (many: Labels, one: Labels) => Labels {
  const {card, on, labels, include} = matching
  const names = new Set(labels)
  const reduce = memoizeLabels((many) =>
    filterLabels(many, (name) => {
      if (name === METRIC_NAME && dropsName) return false
      return card !== 'one-to-one' || names.has(name) === on
    }),
  )
  if (include.length === 0) return (many) => reduce(many)
  const copied = memoizeLabels((one) => Object.fromEntries(include.map((name) => [name, labelValue(one, name)])))
  const known = memoizeLabels(() => new WeakMap<Labels, Labels>())
  return (many, one) => {
    const ofMany = known(many)
    let result = ofMany.get(one)
    if (result === undefined) {
      result = withLabels(reduce(many), copied(one))
      ofMany.set(one, result)
    }
    return result
  }
}
