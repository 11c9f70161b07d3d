/** Which rows of a list are drawn: `shown` of them from `top` on, and how many are below and not drawn. */
export interface ListWindow {
  readonly top: number
  readonly shown: number
  readonly hidden: number
}

/** The part of `count` rows that `height` lines show: from `top` on, or as near to it as keeps the row `cursor` in sight. */
export function listWindow(count: number, height: number, cursor: number, top: number): ListWindow {
  const shown = Math.min(count, height)
  const kept = Math.min(count - shown, cursor, Math.max(top, cursor - height + 1))
  return {top: Math.max(0, kept), shown, hidden: count - shown - Math.max(0, kept)}
}
