/** As many as a view shows. */
const LISTED = 20

/** The slowest of some spans, slowest first, and beside each how long it took: the numbers are compared far more often than a span is looked at. */
export interface SlowList<T> {
  readonly durations: number[]
  readonly spans: T[]
}

/** A list without spans. */
export function createSlowList<T>(): SlowList<T> {
  return {durations: [], spans: []}
}

/** Whether a span of that duration would come into the list. */
export function isAmong({durations}: SlowList<unknown>, duration: number): boolean {
  return durations.length < LISTED || duration > durations[LISTED - 1]!
}

/** Puts a span that is among them into its place, behind those of the same duration; the least slow of a full list goes. */
export function insert<T>({durations, spans}: SlowList<T>, duration: number, span: T): void {
  let place = durations.length
  if (place === LISTED) place--
  else {
    durations.push(duration)
    spans.push(span)
  }
  // Moved by hand: a list of twenty is short, and removing and adding by the library makes one more.
  for (; place > 0 && durations[place - 1]! < duration; place--) {
    durations[place] = durations[place - 1]!
    spans[place] = spans[place - 1]!
  }
  durations[place] = duration
  spans[place] = span
}

/** Drops what is outdone by all of `others`, a full list's durations. */
export function dropOutdone({durations, spans}: SlowList<unknown>, others: readonly number[]): void {
  if (others.length < LISTED) return
  while (durations.length > 0 && durations.at(-1)! < others[LISTED - 1]!) {
    durations.pop()
    spans.pop()
  }
}

/** The greatest of both, greatest first, as many as are listed. */
export function greatestOf(left: readonly number[], right: readonly number[]): number[] {
  const greatest: number[] = []
  let ofLeft = 0
  let ofRight = 0
  while (greatest.length < LISTED && (ofLeft < left.length || ofRight < right.length)) {
    const isLeft = ofRight === right.length || (ofLeft < left.length && left[ofLeft]! >= right[ofRight]!)
    greatest.push(isLeft ? left[ofLeft++]! : right[ofRight++]!)
  }
  return greatest
}
