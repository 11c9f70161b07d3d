import {fitParts} from './fit-parts.ts'
import {KEYMAP} from './keymap.ts'
import {widthOfLine, type Line} from './line.ts'
import type {Scene} from './scene.ts'
import {tabSegments} from './tabs.ts'

/** The last line: the keys, in the words of the keymap; while a filter is typed, the filter. */
export function footerLine(scene: Scene, width: number): Line {
  const {state, theme, room} = scene
  if (state.isFiltering) {
    return [
      ' ',
      ['/', 'accent'],
      theme.clean(state.filter),
      ['█', 'dim'],
      ['   Enter keeps it, Esc takes it away', 'dim'],
    ]
  }
  const tabs: Line = room === 'compact' ? [...tabSegments(scene, 'short'), '  '] : [' ']
  const filter: Line = state.filter === '' ? [] : [['filter ', 'dim'], [theme.clean(state.filter), 'accent'], '  ']
  const keys = KEYMAP.flatMap(({label, footer}) =>
    footer === undefined ? [] : [{line: [[label, 'accent'], ` ${footer.text}`] satisfies Line, rank: footer.rank}],
  )
  return [...tabs, ...filter, ...fitParts(keys, width - widthOfLine(tabs) - widthOfLine(filter) - 1, '  ')]
}
