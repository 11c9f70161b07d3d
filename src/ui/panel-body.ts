import {formatCount} from '../format/number.ts'
import type {PanelArea} from './layout.ts'
import {fitLine, type Line} from './line.ts'
import {listWindow} from './list-window.ts'
import {filterRows, isList, type ListPanel, type Panel} from './panel.ts'
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

/** What stands inside a panel's frame, and on it. */
export interface PanelBody {
  /** As many lines as there are. */
  readonly lines: readonly BodyLine[]
  /** How many rows the filter leaves; empty without a filter. */
  readonly note: string
  /** How many rows have no room; empty when all have. */
  readonly lowerNote: string
}

/** Fills a panel. */
export function panelBody(panel: Panel, scene: Scene, area: PanelArea, isFocused: boolean): PanelBody {
  const width = area.width - FRAME_COLUMNS
  const height = area.height - FRAME_ROWS
  const body = isList(panel)
    ? listBody(panel, scene, area, isFocused)
    : {lines: plain(panel.lines(scene, width, height)), note: '', lowerNote: ''}
  return {...body, lines: padBody(body.lines, width, height, scene.theme.glyphs.cursor)}
}

/** Makes every line as wide and the whole as high as its frame, with the cursor before the line that is chosen. */
export function padBody(
  lines: readonly BodyLine[],
  width: number,
  height: number,
  cursor: string,
): readonly BodyLine[] {
  return Array.from({length: height}, (_, index) => {
    const {line, isChosen} = lines[index] ?? {line: [], isChosen: false}
    return {line: [isChosen ? cursor : ' ', ...fitLine(line, width), ' '], isChosen}
  })
}

/** Lines without a cursor. */
export function plain(lines: readonly Line[]): BodyLine[] {
  return lines.map((line) => ({line, isChosen: false}))
}

/** How many rows the list shows at a time: what a page is for the keys. */
export function pageOf(panel: ListPanel, {height}: PanelArea): number {
  return height - FRAME_ROWS - (panel.heading ? 1 : 0) - (panel.footing ? 1 : 0)
}

function listBody(panel: ListPanel, scene: Scene, area: PanelArea, isFocused: boolean): PanelBody {
  const width = area.width - FRAME_COLUMNS
  const cursor = scene.state.cursors[area.panel] ?? {top: 0}
  const all = panel.rows(scene, width)
  const rows = filterRows(all, scene)
  const at = Math.max(0, cursor.id === undefined ? 0 : rows.findIndex(({id}) => id === cursor.id))
  const page = pageOf(panel, area)
  const {top, shown, hidden} = listWindow(rows.length, page, at, cursor.top)
  const empty: Line = scene.state.filter === '' ? panel.empty(scene) : [['no row contains the filter', 'dim']]
  const body = rows
    .slice(top, top + shown)
    .map(({line}, index) => ({line: line(), isChosen: isFocused && top + index === at}))
  const list = rows.length === 0 ? plain([empty]) : body
  const blank = plain(new Array<Line>(Math.max(0, page - list.length)).fill([]))
  return {
    lines: [
      ...plain(panel.heading ? [panel.heading(scene, width)] : []),
      ...list,
      ...(panel.footing ? [...blank, ...plain([panel.footing(scene, width)])] : []),
    ],
    note: scene.state.filter === '' ? '' : `${formatCount(rows.length)} of ${formatCount(all.length)}`,
    lowerNote: hidden === 0 ? '' : `… ${formatCount(hidden)} more`,
  }
}
