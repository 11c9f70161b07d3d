import {PLANS, type PanelName, type Room, type RowPlan, type ViewName} from './views.ts'

/** Below this nothing can be read any more. */
export const MIN_COLUMNS = 60
/** Below this nothing can be read any more. */
export const MIN_ROWS = 16

const FULL_COLUMNS = 100
const FULL_ROWS = 36
const WIDE_COLUMNS = 160

/** Where a panel stands in its row, frame included. */
export interface PanelArea {
  readonly panel: PanelName
  readonly width: number
  readonly height: number
}

/** How a screen of a size is divided. */
export interface Layout {
  readonly room: Room
  /** Lines above the panels: state, and where there is room the tabs. */
  readonly headerRows: 1 | 2
  readonly bodyRows: number
  /** Rows of panels, top to bottom; their heights sum up to bodyRows. */
  readonly rows: readonly (readonly PanelArea[])[]
}

/**
 * Divides `columns` × `rows` cells. `noticeRows` lines below the header are taken by something that a person must know.
 *
 *     header       state of the sources, window, clock
 *     tabs         full and wide only; compact has them in the footer
 *     notice       only when a source is in trouble
 *     panels       rows of panels by the plan of the view
 *     footer       keys
 */
export function layoutScreen(view: ViewName, columns: number, rows: number, noticeRows: number): Layout {
  const room = roomOf(columns, rows)
  const headerRows = room === 'compact' ? 1 : 2
  const bodyRows = rows - headerRows - noticeRows - 1
  const plans = plansThatFit(PLANS[view][room], bodyRows)
  const heights = share(
    bodyRows,
    plans.map(({height, grow}) => ({least: height, weight: grow})),
  )
  return {
    room,
    headerRows,
    bodyRows,
    rows: plans.map(({panels}, index) => {
      const widths = share(
        columns,
        panels.map(([, weight]) => ({least: 0, weight})),
      )
      return panels.map(([panel], at) => ({panel, width: widths[at] ?? 0, height: heights[index] ?? 0}))
    }),
  }
}

function roomOf(columns: number, rows: number): Room {
  if (columns < FULL_COLUMNS || rows < FULL_ROWS) return 'compact'
  return columns >= WIDE_COLUMNS ? 'wide' : 'full'
}

function plansThatFit(plans: readonly RowPlan[], rows: number): readonly RowPlan[] {
  const needed = plans.reduce((sum, {height}) => sum + height, 0)
  return needed <= rows || plans.length === 1 ? plans : plansThatFit(plans.slice(0, -1), rows)
}

/** Splits `total` cells: each part gets its least, what is left goes by weight, the remainder to the heaviest. */
function share(total: number, parts: readonly {readonly least: number; readonly weight: number}[]): number[] {
  const left = total - parts.reduce((sum, {least}) => sum + least, 0)
  const weights = parts.reduce((sum, {weight}) => sum + weight, 0)
  const sizes = parts.map(({least, weight}) => least + (weights === 0 ? 0 : Math.floor((left * weight) / weights)))
  const rest = total - sizes.reduce((sum, size) => sum + size, 0)
  const heaviest = parts.reduce((best, {weight}, index) => (weight > (parts[best]?.weight ?? 0) ? index : best), 0)
  sizes[heaviest] = (sizes[heaviest] ?? 0) + rest
  return sizes
}
