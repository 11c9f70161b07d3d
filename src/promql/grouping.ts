import type {Aggregate} from './ast.ts'
import {filterLabels, memoizeLabels, METRIC_NAME, type Labels} from './labels.ts'
import {memoize} from './memoize.ts'

/** The groups of an aggregation: which row belongs to which, in the order in which they are first seen. */
export interface Groups {
  readonly labels: readonly Labels[]
  /** The group of each row. */
  readonly groupOf: Int32Array
}

/** The labels that a group keeps: those after `by`, or all but the name and those after `without`. */
export function groupLabels({grouping, without}: Pick<Aggregate, 'grouping' | 'without'>): (labels: Labels) => Labels {
  const names = new Set(grouping)
  return memoizeLabels((labels) =>
    filterLabels(labels, without ? (name) => name !== METRIC_NAME && !names.has(name) : (name) => names.has(name)),
  )
}

/** Sorts rows with these labels into the groups of an aggregation. */
export function createGrouping(
  aggregate: Pick<Aggregate, 'grouping' | 'without'>,
): (rows: readonly Labels[]) => Groups {
  const labelsOf = groupLabels(aggregate)
  return memoize((rows) => {
    const groups = new Map<string, number>()
    const labels: Labels[] = []
    const groupOf = new Int32Array(rows.length)
    rows.forEach((row, index) => {
      const group = labelsOf(row)
      let number = groups.get(group.key)
      if (number === undefined) {
        number = labels.length
        groups.set(group.key, number)
        labels.push(group)
      }
      groupOf[index] = number
    })
    return {labels, groupOf}
  })
}
