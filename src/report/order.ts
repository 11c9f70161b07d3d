type Compare<T> = (a: T, b: T) => number

/** A sorted copy; where the first comparison says equal, the next one decides. */
export function ordered<T>(rows: readonly T[], ...comparisons: readonly Compare<T>[]): T[] {
  return [...rows].sort((a, b) => {
    for (const compare of comparisons) {
      const order = compare(a, b)
      if (order !== 0) return order
    }
    return 0
  })
}

/** By a text field, by UTF-16 unit: the same on every machine, whatever its language. An absent text comes first. */
export function byText<K extends PropertyKey>(key: K): Compare<{readonly [key in K]?: string | undefined}> {
  return (a, b) => compareText(a[key] ?? '', b[key] ?? '')
}

/** By a number field, smallest first. */
export function byNumber<K extends PropertyKey>(key: K): Compare<{readonly [key in K]: number}> {
  return (a, b) => a[key] - b[key]
}

/** Largest count first. */
export function byCount(a: {readonly count: number}, b: {readonly count: number}): number {
  return b.count - a.count
}

/** By the labels as a whole. */
export function byLabels(
  a: {readonly labels: Readonly<Record<string, string>>},
  b: {readonly labels: Readonly<Record<string, string>>},
): number {
  return compareText(JSON.stringify(sortedLabels(a.labels)), JSON.stringify(sortedLabels(b.labels)))
}

/** Labels with their names in order. */
export function sortedLabels(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).sort(([a], [b]) => compareText(a, b)))
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
