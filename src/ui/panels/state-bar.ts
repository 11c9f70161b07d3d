import type {Line, Style} from '../line.ts'
import type {Scene} from '../scene.ts'

/** The plugins as one bar: loaded, in error, unloaded, and those of which nothing is known. What there is at all has at least one cell. */
export function stateBar({snapshot: {totals}, theme}: Scene, width: number): Line {
  const {plugins, loaded, error, unloaded} = totals
  const {filled, half, shaded, axis} = theme.glyphs
  if (plugins === 0) return [[axis.repeat(width), 'dim']]
  const parts: [count: number, sign: string, style: Style][] = [
    [loaded, filled, 'good'],
    [error, half, 'critical'],
    [unloaded, shaded, 'dim'],
    [Math.max(0, plugins - loaded - error - unloaded), axis, 'dim'],
  ]
  const cells = parts.map(([count]) => (count === 0 ? 0 : Math.max(1, Math.floor((count / plugins) * width))))
  const largest = cells.indexOf(Math.max(...cells))
  cells[largest] = (cells[largest] ?? 0) + width - cells.reduce((total, count) => total + count, 0)
  return parts.map(([, sign, style], index) => [sign.repeat(Math.max(0, cells[index] ?? 0)), style])
}
