import {fitText} from '../../format/fit-text.ts'
import {KEYMAP} from '../keymap.ts'
import type {Line} from '../line.ts'
import type {Scene} from '../scene.ts'
import {cellsOfText} from '../terminal/cell-width.ts'

const LABEL_WIDTH = 12
const COLUMN_WIDTH = 58

/** All keys, from the keymap, and what the signs mean. In two columns where there is room. */
export function helpLines({theme: {glyphs}}: Scene, width: number): readonly Line[] {
  const keys = KEYMAP.map(({label, help}): Line => [
    [fitText(label, LABEL_WIDTH, 'left', cellsOfText), 'accent'],
    fitText(help, COLUMN_WIDTH - LABEL_WIDTH, 'left', cellsOfText),
  ])
  const signs: Line[] = [
    [['Signs', 'strong']],
    [[glyphs.firing, 'critical'], ' firing   ', [glyphs.pending, 'warning'], ' pending, or over a limit'],
    [[glyphs.bad, 'critical'], ' over the limit or in error   ', [glyphs.good, 'good'], ' within'],
    [[glyphs.flapping, 'warning'], ' flapping between states   — unknown, never 0'],
    [
      [glyphs.shaded, 'warning'],
      ' pending   ',
      [glyphs.filled, 'critical'],
      ' firing   ',
      [glyphs.open, 'critical'],
      ' still open',
    ],
    [
      [glyphs.restart, 'warning'],
      ' restart   ',
      [glyphs.critical, 'critical'],
      ' CRITICAL   ',
      [glyphs.gap, 'warning'],
      ' gap',
    ],
    [
      [glyphs.epoch, 'warning'],
      ' clock jumped   ',
      [glyphs.bye, 'dim'],
      ' planned stop   ',
      [glyphs.rules, 'dim'],
      ' rules',
    ],
    [['dim', 'dim'], ' old, or a P99 of fewer than 100 samples'],
  ]
  if (width < 2 * COLUMN_WIDTH) return [[['Keys', 'strong']], ...keys, [], ...signs]
  const half = Math.ceil(keys.length / 2)
  const pairs = keys.slice(0, half).map((line, index): Line => [...line, ...(keys[half + index] ?? [])])
  return [[['Keys', 'strong']], ...pairs, [], ...signs]
}
