import type {VectorMatching} from './ast.ts'
import type {Labels} from './labels.ts'
import {memoize} from './memoize.ts'
import {createResultLabels, type MetadataFate} from './signature.ts'

/** A result row: which row of the many side meets which of the one side. */
export interface Pair {
  readonly many: number
  readonly one: number
}

/** How the rows of two sides go together, whatever their samples are. */
export interface Pairing {
  readonly pairs: readonly Pair[]
  /** The labels of the result of each pair. */
  readonly labels: readonly Labels[]
  /** Rows of the one side that share a signature: at most one of them may have a sample at a step. */
  readonly duplicates: readonly (readonly number[])[]
  /** Pairs of which at most one may have a result at a step. */
  readonly rivals: readonly (readonly number[])[]
}

/** Pairs the rows of the many side with those of the one side by their signatures; remembered for the lists of labels. */
export function createPairing(
  matching: VectorMatching,
  signature: (labels: Labels) => Labels,
  fate: MetadataFate,
): (many: readonly Labels[]) => (one: readonly Labels[]) => Pairing {
  const resultLabels = createResultLabels(matching, fate)
  const isOneToOne = matching.card === 'one-to-one'
  const rowsOf = memoize((labels: readonly Labels[]) => rowsByKey(labels, (row) => signature(row).key))

  function pairUp(many: readonly Labels[], one: readonly Labels[]): Pairing {
    const ones = rowsOf(one)
    const pairs: Pair[] = []
    const labels: Labels[] = []
    const identities: string[] = []
    many.forEach((row, index) => {
      const {key} = signature(row)
      for (const partner of ones.get(key) ?? []) {
        const result = resultLabels(row, one[partner]!)
        pairs.push({many: index, one: partner})
        labels.push(result)
        identities.push(isOneToOne ? key : `${key}\n${result.key}`)
      }
    })
    return {
      pairs,
      labels,
      duplicates: shared(ones),
      rivals: shared(rowsByKey(identities, (identity) => identity)),
    }
  }

  return memoize((many) => memoize((one) => pairUp(many, one)))
}

function rowsByKey<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, number[]> {
  const rows = new Map<string, number[]>()
  items.forEach((item, index) => {
    const key = keyOf(item)
    const same = rows.get(key)
    if (same === undefined) rows.set(key, [index])
    else same.push(index)
  })
  return rows
}

function shared(rows: ReadonlyMap<string, number[]>): number[][] {
  return [...rows.values()].filter((same) => same.length > 1)
}
