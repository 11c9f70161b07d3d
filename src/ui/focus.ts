import type {Layout, PanelArea} from './layout.ts'
import {isList} from './panel.ts'
import {PANELS} from './panels/all.ts'
import type {ScreenState} from './screen-state.ts'

/** The lists that are on the screen, in the order in which Tab walks them. */
export function listAreas({rows}: Layout): readonly PanelArea[] {
  return rows.flat().filter(({panel}) => isList(PANELS[panel]))
}

/** The list that keys move in: the chosen one, or the first where the chosen one has no room now. */
export function focusedArea({focus, view}: ScreenState, layout: Layout): PanelArea | undefined {
  const areas = listAreas(layout)
  return areas.find(({panel}) => panel === focus[view]) ?? areas[0]
}
