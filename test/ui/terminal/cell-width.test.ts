import {expect, test} from 'vitest'
import {ASCII_GLYPHS, UNICODE_GLYPHS} from '../../../src/ui/glyphs.ts'
import {cellsOfChar, cellsOfText} from '../../../src/ui/terminal/cell-width.ts'

test.each([
  ['plugin', 6],
  ['日本', 4],
  ['한', 2],
  ['é', 1],
  ['e\u0301', 1],
  ['😀', 2],
  ['▶☎⚠', 3],
  ['', 0],
])('%s takes %i cells', (text, cells) => expect(cellsOfText(text)).toBe(cells))

test.each([
  ['Unicode', UNICODE_GLYPHS],
  ['ASCII', ASCII_GLYPHS],
])('every sign of ours takes one cell: %s', (_, {frame, ...signs}) => {
  for (const sign of [...Object.values(signs), ...Object.values(frame)]) {
    expect([...sign]).toHaveLength(1)
    expect(cellsOfChar(sign)).toBe(1)
  }
})

test('the ASCII signs are ASCII, and those that stand for a state differ', () => {
  const {frame, ...signs} = ASCII_GLYPHS
  for (const sign of [...Object.values(signs), ...Object.values(frame)]) expect(sign).toMatch(/^[\x20-\x7e]$/)
  const {firing, pending, bad, good, flapping, restart, critical, gap} = signs
  expect(new Set([firing, pending, bad, good, flapping, restart, critical, gap]).size).toBe(8)
})
