import {WINDOWS, type WindowName} from '../figures.ts'
import {type Snapshot} from '../snapshot.ts'
import {SORTS, type Sort} from './sort-plugins.ts'
import {VIEWS, type PanelName, type ViewName} from './views.ts'

/** What Enter opens, by identity: the thing may change or go while it is open. */
export interface Detail {
  readonly kind: 'plugin' | 'alert' | 'log'
  readonly id: string
}

/** What stands in front of the view: the help, the sources with their rejected lines, or the details of one thing. */
export type Overlay = {readonly kind: 'help' | 'sources'} | Detail

/** Where a person is in a list: on a row, known by its identity, or (undefined) on the first one whichever it is. */
interface Cursor {
  readonly id?: string | undefined
  readonly top: number
}

/** The views of all windows as they were when the screen was paused. */
export type Held = Readonly<Record<WindowName, Snapshot>>

/** Everything that the person at the screen has chosen. */
export interface ScreenState {
  readonly view: ViewName
  readonly focus: Readonly<Record<ViewName, PanelName>>
  readonly cursors: Readonly<Partial<Record<PanelName, Cursor | undefined>>>
  readonly window: WindowName
  readonly sort: Sort
  readonly filter: string
  readonly isFiltering: boolean
  readonly isRelativeTime: boolean
  readonly held?: Held | undefined
  readonly overlay?: Overlay | undefined
  /** First line of the overlay that is shown. */
  readonly overlayTop: number
}

/** What may happen to it. A move carries the rows of the list as they are now. */
export type Action =
  | {readonly type: 'view'; readonly view: ViewName}
  | {readonly type: 'walk-views' | 'walk-windows'; readonly by: 1 | -1}
  | {readonly type: 'focus'; readonly panel: PanelName}
  | {
      readonly type: 'move'
      readonly panel: PanelName
      readonly ids: readonly string[]
      /** How many lines the list has. */
      readonly page: number
      /** Rows down, Infinity for the end. */
      readonly by: number
    }
  | {readonly type: 'scroll'; readonly by: number; readonly lines: number; readonly page: number}
  | {readonly type: 'sort' | 'relative-time' | 'filter-begin' | 'filter-end' | 'back'}
  | {readonly type: 'filter'; readonly text: string}
  | {readonly type: 'pause'; readonly held: Held | undefined}
  | {readonly type: 'open'; readonly overlay: Overlay}

/** Longest filter; no name is found by more. */
const FILTER_MAX = 60

/** How a screen begins. */
export function initialState(window: WindowName): ScreenState {
  return {
    view: 'overview',
    focus: {overview: 'plugins', performance: 'spans', errors: 'alerts'},
    cursors: {},
    window,
    sort: 'severity',
    filter: '',
    isFiltering: false,
    isRelativeTime: false,
    overlayTop: 0,
  }
}

/** The state after an action. */
export function reduce(state: ScreenState, action: Action): ScreenState {
  switch (action.type) {
    case 'view':
      return {...state, view: action.view, overlay: undefined}
    case 'walk-views':
      return {...state, view: walk(VIEWS, state.view, action.by), overlay: undefined}
    case 'focus':
      return {...state, focus: {...state.focus, [state.view]: action.panel}}
    case 'walk-windows':
      return {...state, window: walk([...WINDOWS, 'start'], state.window, action.by)}
    case 'move':
      return {...state, cursors: {...state.cursors, [action.panel]: moved(state.cursors[action.panel], action)}}
    case 'scroll': {
      const last = Math.max(0, action.lines - action.page)
      return {...state, overlayTop: Math.min(last, Math.max(0, state.overlayTop + action.by))}
    }
    case 'sort':
      return {...state, sort: walk(SORTS, state.sort, 1), cursors: {...state.cursors, plugins: undefined}}
    case 'relative-time':
      return {...state, isRelativeTime: !state.isRelativeTime}
    case 'filter-begin':
      return {...state, isFiltering: true}
    case 'filter-end':
      return {...state, isFiltering: false}
    case 'filter':
      return {...state, filter: action.text.slice(0, FILTER_MAX)}
    case 'back':
      return state.overlay === undefined ? {...state, filter: '', isFiltering: false} : {...state, overlay: undefined}
    case 'pause':
      return {...state, held: action.held}
    case 'open':
      return {...state, overlay: action.overlay, overlayTop: 0}
  }
}

/** The next of `all` after `current` (or, by -1, the one before), in a circle. */
export function walk<Name extends string>(all: readonly Name[], current: Name, by: 1 | -1): Name {
  return all[(all.indexOf(current) + by + all.length) % all.length] ?? current
}

/** Back on the first row the cursor lets go of its identity: the list then shows whatever comes first. */
function moved(cursor: Cursor | undefined, {ids, page, by}: Extract<Action, {type: 'move'}>): Cursor {
  const from = cursor?.id === undefined ? 0 : Math.max(0, ids.indexOf(cursor.id))
  const to = Math.min(ids.length - 1, Math.max(0, from + by))
  if (to <= 0) return {top: 0}
  const lines = Math.max(1, page - 1)
  return {id: ids[to], top: Math.min(to, Math.max(cursor?.top ?? 0, to - lines + 1))}
}
