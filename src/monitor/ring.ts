/** The last values of a sequence. */
export interface Ring<T> {
  push(value: T): void
  /** Oldest first. */
  values(): T[]
  /** How many were ever pushed. */
  readonly total: number
  clear(): void
}

/** A ring that keeps the last `capacity` values. */
export function createRing<T>(capacity: number): Ring<T> {
  let kept: T[] = []
  let next = 0
  let total = 0
  return {
    push(value) {
      total++
      if (kept.length < capacity) kept.push(value)
      else {
        kept[next] = value
        next = (next + 1) % capacity
      }
    },
    values: () => [...kept.slice(next), ...kept.slice(0, next)],
    get total() {
      return total
    },
    clear() {
      kept = []
      next = 0
    },
  }
}
