import {expect, test} from 'vitest'
import type {Action, ScreenState} from '../../src/ui/screen-state.ts'
import {actionOfKey} from '../../src/ui/actions-of-key.ts'
import {layoutScreen} from '../../src/ui/layout.ts'
import {idOfAlert} from '../../src/ui/panels/alerts.ts'
import {idOfPlugin} from '../../src/ui/panels/plugins.ts'
import type {Scene} from '../../src/ui/scene.ts'
import {initialState, reduce} from '../../src/ui/screen-state.ts'
import {createTheme} from '../../src/ui/theme.ts'
import {AT, FULL} from '../helpers/snapshot-fixture.ts'

function sceneOf(state: ScreenState): Scene {
  const theme = createTheme({level: 0, isAscii: false})
  return {snapshot: FULL, live: FULL, state, theme, room: 'compact', nowMs: AT, offsetMinutes: 0}
}

/** Types keys on a screen of 80×24 and gives the state. */
function type(...keys: string[]): ScreenState {
  return keys.reduce((state, key) => {
    const action = actionOfKey(key, sceneOf(state), layoutScreen(state.view, 80, 24, 0), 80)
    return action === undefined || typeof action === 'string' ? state : reduce(state, action)
  }, initialState('5m'))
}

const THEME = {kind: 'plugin', id: idOfPlugin({instance: 'plug-host-1', pluginName: 'theme-7'})}

test.each<{name: string; keys: string[]; shows: Partial<ScreenState>}>([
  {name: 'views by number', keys: ['3'], shows: {view: 'errors'}},
  {name: 'views by arrow', keys: ['right', 'l'], shows: {view: 'errors'}},
  {
    name: 'a row down',
    keys: ['j'],
    shows: {cursors: {plugins: {id: idOfPlugin({instance: 'plug-host-1', pluginName: 'export-142'}), top: 0}}},
  },
  {name: 'details of the first row', keys: ['enter'], shows: {overlay: THEME as never}},
  {
    name: 'details of a row that Tab led to',
    keys: ['tab', 'enter'],
    shows: {overlay: {kind: 'alert', id: idOfAlert(FULL.alerts[0]!)}},
  },
  {name: 'Enter in what is open does nothing', keys: ['enter', 'down', 'enter'], shows: {overlay: THEME as never}},
  {name: 'Escape closes it', keys: ['enter', 'escape'], shows: {overlay: undefined}},
  {name: 'help is toggled', keys: ['?', '?'], shows: {overlay: undefined}},
  {name: 'arrows scroll what is open', keys: ['?', 'down', 'down', 'up'], shows: {overlayTop: 1, cursors: {}}},
  {name: 'the end of what is open', keys: ['?', 'G', 'g'], shows: {overlayTop: 0}},
  {
    name: 'while a filter is typed keys are letters',
    keys: ['/', 'q', 'space', '1'],
    shows: {filter: 'q 1', isFiltering: true, view: 'overview'},
  },
  {name: 'backspace', keys: ['/', 'a', '日', 'backspace'], shows: {filter: 'a'}},
  {name: 'arrows still move', keys: ['/', 'x', '-', 'down'], shows: {filter: 'x-', cursors: {plugins: {top: 0}}}},
  {
    name: 'Enter keeps the filter',
    keys: ['/', 'a', 'enter', '2'],
    shows: {filter: 'a', isFiltering: false, view: 'performance'},
  },
  {name: 'Escape drops it', keys: ['/', 'a', 'escape'], shows: {filter: '', isFiltering: false}},
  {
    name: 'Tab in a circle over what is there',
    keys: ['tab', 'tab', 'tab'],
    shows: {focus: {overview: 'plugins', performance: 'spans', errors: 'alerts'}},
  },
  {
    name: 'Tab skips panels that have no room',
    keys: ['3', 'tab'],
    shows: {focus: {overview: 'plugins', performance: 'spans', errors: 'thresholds'}},
  },
  {name: 'an unknown key', keys: ['€', 'ctrl-x'], shows: initialState('5m')},
])('$name', ({keys, shows}) => expect(type(...keys)).toMatchObject(shows))

test.each<{key: string; state: Partial<ScreenState>; action: Action | 'quit' | 'pause' | undefined}>([
  {key: 'q', state: {}, action: 'quit'},
  {key: 'ctrl-c', state: {}, action: 'quit'},
  {key: 'ctrl-c', state: {isFiltering: true}, action: 'quit'},
  {key: 'space', state: {}, action: 'pause'},
  {key: 'w', state: {}, action: {type: 'walk-windows', by: 1}},
])('$key', ({key, state, action}) => {
  const all = {...initialState('5m'), ...state}
  expect(actionOfKey(key, sceneOf(all), layoutScreen('overview', 80, 24, 0), 80)).toEqual(action)
})
