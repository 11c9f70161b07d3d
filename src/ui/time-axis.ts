/** Seconds that a timeline may span, and the seconds between its marks. */
const SPANS: readonly (readonly [span: number, step: number])[] = [
  [600, 120],
  [1800, 300],
  [3600, 600],
  [3 * 3600, 1800],
  [6 * 3600, 3600],
  [12 * 3600, 2 * 3600],
  [24 * 3600, 4 * 3600],
  [3 * 86_400, 12 * 3600],
  [7 * 86_400, 86_400],
  [30 * 86_400, 5 * 86_400],
]

/** A stretch of time laid on cells. */
export interface TimeAxis {
  readonly from: number
  readonly to: number
  readonly width: number
  /** Moments that get a mark, with their cells. */
  readonly marks: readonly {readonly at: number; readonly cell: number}[]
}

/** The shortest stretch of a round length that ends at `to`, holds `seconds`, and has its marks on round times. */
export function timeAxis(to: number, seconds: number, width: number, minCellsPerMark: number): TimeAxis {
  const [span, finest] = SPANS.find(([length]) => length >= seconds) ?? [seconds, seconds / 6]
  const from = to - span * 1000
  let step = finest
  while (step < span && (step / span) * width < minCellsPerMark) step *= 2
  const marks: {at: number; cell: number}[] = []
  for (let at = Math.ceil(from / (step * 1000)) * step * 1000; at <= to; at += step * 1000) {
    marks.push({at, cell: cellOf({from, to, width}, at)})
  }
  return {from, to, width, marks}
}

/** The cell of a moment: the last one for the end and all that is later, below 0 for what was before. */
export function cellOf({from, to, width}: Pick<TimeAxis, 'from' | 'to' | 'width'>, at: number): number {
  return Math.min(width - 1, Math.floor(((at - from) / (to - from)) * width))
}
