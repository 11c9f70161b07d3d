import fc from 'fast-check'
import {expect, test} from 'vitest'
import {initialState, reduce, type Action, type ScreenState} from '../../src/ui/screen-state.ts'

const START = initialState('5m')
const IDS = Array.from({length: 30}, (_, index) => `id-${index}`)
const move = (by: number, ids: readonly string[] = IDS): Action => ({type: 'move', panel: 'plugins', ids, page: 10, by})
const after = (...actions: Action[]): ScreenState => actions.reduce(reduce, START)

test.each([
  {name: 'one down', actions: [move(1)], cursor: {id: 'id-1', top: 0}},
  {name: 'up at the top stays', actions: [move(-1)], cursor: {top: 0}},
  {name: 'back at the top it lets go', actions: [move(3), move(-3)], cursor: {top: 0}},
  {name: 'to the end', actions: [move(Infinity)], cursor: {id: 'id-29', top: 21}},
  {name: 'a page down', actions: [move(9), move(9)], cursor: {id: 'id-18', top: 10}},
  {name: 'up again without scrolling', actions: [move(18), move(-2)], cursor: {id: 'id-16', top: 10}},
  {name: 'the row is gone: from the top', actions: [move(5), move(1, ['x', 'y', 'z'])], cursor: {id: 'y', top: 0}},
  {name: 'nothing to move in', actions: [move(1, [])], cursor: {top: 0}},
])('moving: $name', ({actions, cursor}) => expect(after(...actions).cursors.plugins).toEqual(cursor))

test('the cursor never leaves the list', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({min: -40, max: 40}), fc.integer({min: 0, max: 30}))), (moves) => {
      const actions = moves.map(([by, count]) => move(by, IDS.slice(0, count)))
      const {id, top} = after(...actions).cursors.plugins ?? {top: 0}
      expect(id === undefined || IDS.includes(id)).toBe(true)
      expect(top).toBeGreaterThanOrEqual(0)
    }),
  )
})

test.each<{name: string; actions: Action[]; shows: Partial<ScreenState>}>([
  {name: 'a view', actions: [{type: 'view', view: 'errors'}], shows: {view: 'errors'}},
  {name: 'views in a circle', actions: [{type: 'walk-views', by: -1}], shows: {view: 'errors'}},
  {
    name: 'a view closes what is open',
    actions: [
      {type: 'open', overlay: {kind: 'help'}},
      {type: 'view', view: 'errors'},
    ],
    shows: {overlay: undefined},
  },
  {name: 'windows in a circle', actions: Array<Action>(4).fill({type: 'walk-windows', by: 1}), shows: {window: '1m'}},
  {
    name: 'the whole time is a window',
    actions: [
      {type: 'walk-windows', by: -1},
      {type: 'walk-windows', by: -1},
    ],
    shows: {window: 'start'},
  },
  {name: 'sorting', actions: [{type: 'sort'}], shows: {sort: 'name'}},
  {
    name: 'Escape closes before it clears',
    actions: [{type: 'filter', text: 'x'}, {type: 'open', overlay: {kind: 'help'}}, {type: 'back'}],
    shows: {filter: 'x', overlay: undefined},
  },
  {
    name: 'Escape clears the filter',
    actions: [{type: 'filter-begin'}, {type: 'filter', text: 'x'}, {type: 'back'}],
    shows: {filter: '', isFiltering: false},
  },
  {name: 'a filter is bounded', actions: [{type: 'filter', text: 'x'.repeat(1000)}], shows: {filter: 'x'.repeat(60)}},
  {
    name: 'scrolling ends at the last page',
    actions: [{type: 'scroll', by: 99, lines: 30, page: 20}],
    shows: {overlayTop: 10},
  },
  {name: 'what fits does not scroll', actions: [{type: 'scroll', by: 5, lines: 3, page: 20}], shows: {overlayTop: 0}},
  {
    name: 'what opens begins at its top',
    actions: [
      {type: 'scroll', by: 5, lines: 30, page: 20},
      {type: 'open', overlay: {kind: 'help'}},
    ],
    shows: {overlayTop: 0},
  },
  {name: 'times', actions: [{type: 'relative-time'}], shows: {isRelativeTime: true}},
  {name: 'a panel', actions: [{type: 'focus', panel: 'alerts'}], shows: {focus: {...START.focus, overview: 'alerts'}}},
])('$name', ({actions, shows}) => expect(after(...actions)).toMatchObject(shows))
