/** Which rows of a list are drawn: `shown` of them from `top` on, and where `hidden` is not 0 a last line that tells how many follow. */
export interface ListWindow {
  readonly top: number
  readonly shown: number
  readonly hidden: number
}

/** The part of `count` rows that `height` lines show: from `top` on, or as near to it as keeps the row `cursor` in sight. */
export function listWindow(count: number, height: number, cursor: number, top: number): ListWindow {
  if (count <= height) return {top: 0, shown: count, hidden: 0}
  // With one line alone a row is worth more than the number of the others.
  const lines = Math.max(1, height - 1)
  const kept = Math.max(0, Math.min(cursor, Math.max(top, cursor - lines + 1)))
  if (kept >= count - height) return {top: count - height, shown: height, hidden: 0}
  return {top: kept, shown: lines, hidden: height > 1 ? count - kept - lines : 0}
}
