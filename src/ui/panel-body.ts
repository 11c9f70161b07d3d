import {formatCount} from '../format/number.ts'
import type {PanelArea} from './layout.ts'
import {fitLine, type Line} from './line.ts'
import {listWindow} from './list-window.ts'
import {filteredRows, isList, type ListPanel, type Panel} from './panel.ts'
import type {Scene} from './scene.ts'

/** Cells of a panel's width that its frame takes, with the column for the cursor and a blank at the right. */
export const FRAME_COLUMNS = 4
/** Lines of a panel's height that its frame takes. */
export const FRAME_ROWS = 2

/** A line inside a frame, exactly as wide as the frame leaves room. */
export interface BodyLine {
  readonly line: Line
  /** The cursor stands on it. */
  readonly isChosen: boolean
}

/** What stands inside a panel's frame: exactly as many lines as there are. */
export function panelBody(
  panel: Panel,
  scene: Scene,
  {panel: name, width, height}: PanelArea,
  isFocused: boolean,
): readonly BodyLine[] {
  const inner = width - FRAME_COLUMNS
  const rows = height - FRAME_ROWS
  const body = isList(panel)
    ? listBody(panel, scene, inner, rows, isFocused, scene.state.cursors[name] ?? {top: 0})
    : panel.lines(scene, inner, rows).map((line) => ({line, isChosen: false}))
  return Array.from({length: rows}, (_, index) => {
    const {line, isChosen} = body[index] ?? {line: [], isChosen: false}
    return {line: [isChosen ? scene.theme.glyphs.cursor : ' ', ...fitLine(line, inner), ' '], isChosen}
  })
}

/** How many rows the list shows at a time: what a page is for the keys. */
export function pageOf(panel: ListPanel, {height}: PanelArea): number {
  return height - FRAME_ROWS - (panel.heading ? 1 : 0)
}

function listBody(
  panel: ListPanel,
  scene: Scene,
  width: number,
  height: number,
  isFocused: boolean,
  cursor: {readonly id?: string | undefined; readonly top: number},
): BodyLine[] {
  const rows = filteredRows(panel, scene, width)
  const heading = panel.heading ? [{line: panel.heading(scene, width), isChosen: false}] : []
  if (rows.length === 0) {
    const empty: Line = scene.state.filter === '' ? panel.empty(scene) : [['no row contains the filter', 'dim']]
    return [...heading, {line: empty, isChosen: false}]
  }
  const at = Math.max(0, cursor.id === undefined ? 0 : rows.findIndex(({id}) => id === cursor.id))
  const {top, shown, hidden} = listWindow(rows.length, height - heading.length, at, cursor.top)
  const body = rows
    .slice(top, top + shown)
    .map(({line}, index) => ({line: line(), isChosen: isFocused && top + index === at}))
  const more: BodyLine[] = hidden === 0 ? [] : [{line: [[`… ${formatCount(hidden)} more`, 'dim']], isChosen: false}]
  return [...heading, ...body, ...more]
}
