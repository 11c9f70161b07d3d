import type {Line} from './line.ts'
import type {Scene} from './scene.ts'
import type {Detail} from './screen-state.ts'

/** A panel of a few lines that stand where they stand. Sizes are those inside the frame. */
export interface FixedPanel {
  title(scene: Scene): string
  lines(scene: Scene, width: number, height: number): readonly Line[]
}

/** One row of a list; its line is made only when it is drawn. */
export interface Row {
  /** Who it is, whatever the order: the cursor stays on it. */
  readonly id: string
  /** What the filter looks into, as it came. */
  readonly search: string
  readonly line: () => Line
  /** What Enter opens. */
  readonly opens?: Detail | undefined
}

/** A panel with a list through which the cursor walks. */
export interface ListPanel {
  title(scene: Scene): string
  /** A line above the rows that does not scroll. */
  heading?(scene: Scene, width: number): Line
  /** A line at the bottom that does not scroll. */
  footing?(scene: Scene, width: number): Line
  rows(scene: Scene, width: number): readonly Row[]
  /** What stands there when there is no row at all. */
  empty(scene: Scene): Line
}

/** Any panel. */
export type Panel = FixedPanel | ListPanel

/** Whether a panel has a list. */
export function isList(panel: Panel): panel is ListPanel {
  return 'rows' in panel
}

/** The rows that the filter leaves. */
export function filterRows(rows: readonly Row[], {state}: Scene): readonly Row[] {
  const sought = state.filter.toLowerCase()
  return sought === '' ? rows : rows.filter(({search}) => search.toLowerCase().includes(sought))
}
