import type {VectorMatching} from './ast.ts'
import {
  dropMetadata,
  filterLabels,
  isMetadata,
  labelValue,
  memoizeLabels,
  METRIC_NAME,
  withLabels,
  type Labels,
} from './labels.ts'

/** The labels by which the two sides of an operation find each other. */
export function createSignature({on, labels}: VectorMatching): (labels: Labels) => Labels {
  const names = new Set(labels)
  return memoizeLabels((row) =>
    filterLabels(row, on ? (name) => names.has(name) : (name) => name !== METRIC_NAME && !names.has(name)),
  )
}

/** What becomes of the metric's name, type and unit: a filter keeps them; `bool` drops those that group_left brought, too. */
export type MetadataFate = 'kept' | 'dropped' | 'dropped-last'

/**
 * The labels of a result: those of the many side, reduced to what matched when it is one to one, with the labels of group_left or
 * group_right from the one side.
 */
export function createResultLabels(
  matching: VectorMatching,
  fate: MetadataFate,
): (many: Labels, one: Labels) => Labels {
  const {card, on, labels, include} = matching
  const names = new Set(labels)
  const reduce = memoizeLabels((many) =>
    filterLabels(many, (name) => {
      if (fate !== 'kept' && isMetadata(name)) return false
      return card !== 'one-to-one' || names.has(name) === on
    }),
  )
  if (include.length === 0) return reduce
  const copied = memoizeLabels((one) => Object.fromEntries(include.map((name) => [name, labelValue(one, name)])))
  const derived = memoizeLabels((many) =>
    memoizeLabels((one) => {
      const result = withLabels(reduce(many), copied(one))
      return fate === 'dropped-last' ? dropMetadata(result) : result
    }),
  )
  return (many, one) => derived(many)(one)
}
