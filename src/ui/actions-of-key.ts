import {focusedArea, listAreas} from './focus.ts'
import {commandOf, type Command} from './keymap.ts'
import type {Layout} from './layout.ts'
import {overlayLines} from './overlays/overlay.ts'
import {FRAME_COLUMNS, FRAME_ROWS, pageOf} from './panel-body.ts'
import {filterRows, isList} from './panel.ts'
import {PANELS} from './panels/all.ts'
import type {Scene} from './scene.ts'
import {walk, type Action} from './screen-state.ts'

/** Rows that a command moves down; a page is as long as the list shows. */
const MOVES: Readonly<Partial<Record<Command, (page: number) => number>>> = {
  up: () => -1,
  down: () => 1,
  'page-up': (page) => -Math.max(1, page - 1),
  'page-down': (page) => Math.max(1, page - 1),
  first: () => -Infinity,
  last: () => Infinity,
}

/**
 * What a key does to the state, on the screen as it stands. Quitting and pausing are the caller's: the one has no state, the other needs
 * the snapshots.
 */
export function actionOfKey(
  key: string,
  scene: Scene,
  layout: Layout,
  columns: number,
): Action | 'quit' | 'pause' | undefined {
  const {state} = scene
  if (key === 'ctrl-c') return 'quit'
  if (state.isFiltering) {
    const action = actionOfFilterKey(key, state.filter)
    if (action) return action
  }
  const command = commandOf(key)
  if (command === undefined) return undefined
  const by = MOVES[command]
  if (by) return state.overlay ? scrolled(scene, layout, columns, by) : moved(scene, layout, by)
  return actionOfCommand(command, scene, layout)
}

function actionOfCommand(command: Command, scene: Scene, layout: Layout): Action | 'quit' | 'pause' | undefined {
  const {state} = scene
  switch (command) {
    case 'quit':
    case 'pause':
      return command
    case 'overview':
    case 'performance':
    case 'errors':
      return {type: 'view', view: command}
    case 'next-view':
    case 'previous-view':
      return {type: 'walk-views', by: command === 'next-view' ? 1 : -1}
    case 'next-panel':
    case 'previous-panel':
      return refocused(scene, layout, command === 'next-panel' ? 1 : -1)
    case 'next-window':
    case 'previous-window':
      return {type: 'walk-windows', by: command === 'next-window' ? 1 : -1}
    case 'details':
      return opened(scene, layout)
    case 'help':
    case 'sources':
      return state.overlay?.kind === command ? {type: 'back'} : {type: 'open', overlay: {kind: command}}
    case 'filter':
      return {type: 'filter-begin'}
    case 'back':
    case 'sort':
    case 'relative-time':
      return {type: command}
    case 'up':
    case 'down':
    case 'page-up':
    case 'page-down':
    case 'first':
    case 'last':
      return undefined
  }
}

/** While a filter is typed, keys are its letters; those that move still move. */
function actionOfFilterKey(key: string, filter: string): Action | undefined {
  switch (key) {
    case 'enter':
      return {type: 'filter-end'}
    case 'escape':
      return {type: 'back'}
    case 'backspace':
      return {type: 'filter', text: [...filter].slice(0, -1).join('')}
    case 'space':
      return {type: 'filter', text: `${filter} `}
    default:
      return [...key].length === 1 ? {type: 'filter', text: filter + key} : undefined
  }
}

function moved(scene: Scene, layout: Layout, by: (page: number) => number): Action | undefined {
  const area = focusedArea(scene.state, layout)
  const panel = area && PANELS[area.panel]
  if (!panel || !isList(panel)) return undefined
  const page = pageOf(panel, area)
  const ids = filterRows(panel.rows(scene, area.width - FRAME_COLUMNS), scene).map(({id}) => id)
  return {type: 'move', panel: area.panel, ids, page, by: by(page)}
}

function scrolled(scene: Scene, layout: Layout, columns: number, by: (page: number) => number): Action | undefined {
  const {overlay} = scene.state
  if (!overlay) return undefined
  const page = layout.bodyRows - FRAME_ROWS
  const lines = overlayLines(scene, overlay, columns - FRAME_COLUMNS).length
  return {type: 'scroll', by: by(page), lines, page}
}

function refocused({state}: Scene, layout: Layout, by: 1 | -1): Action | undefined {
  const panels = listAreas(layout).map(({panel}) => panel)
  const current = focusedArea(state, layout)?.panel
  return current && {type: 'focus', panel: walk(panels, current, by)}
}

function opened(scene: Scene, layout: Layout): Action | undefined {
  const area = focusedArea(scene.state, layout)
  const panel = area && PANELS[area.panel]
  if (scene.state.overlay || !panel || !isList(panel)) return undefined
  const rows = filterRows(panel.rows(scene, area.width - FRAME_COLUMNS), scene)
  const chosen = scene.state.cursors[area.panel]?.id
  const opens = (rows.find(({id}) => id === chosen) ?? rows[0])?.opens
  return opens && {type: 'open', overlay: opens}
}
