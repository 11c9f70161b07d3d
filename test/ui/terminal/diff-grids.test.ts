import xterm from '@xterm/headless'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {diffGrids} from '../../../src/ui/terminal/diff-grids.ts'
import {blankGrid, parseFrame} from '../../../src/ui/terminal/grid.ts'
import {settled} from '../../helpers/virtual-terminal.ts'

const COLUMNS = 24
const ROWS = 5

const word = fc.constantFrom(
  'a',
  'plugin ',
  '▲',
  '█▓░',
  '日本',
  '한',
  'é',
  'e\u0301',
  ' ',
  '    ',
  '⇄ ',
  '0.4/min',
  '😀',
)
const style = fc.constantFrom('', '31', '1', '2;33', '7', '38;5;208', '48;2;1;2;3')
const piece = fc.tuple(word, style).map(([text, sgr]) => (sgr === '' ? text : `\x1b[${sgr}m${text}\x1b[0m`))
const frame = fc
  .array(
    fc.array(piece, {maxLength: 8}).map((pieces) => pieces.join('')),
    {maxLength: ROWS + 1},
  )
  .map((lines) => lines.join('\n'))

function newTerminal() {
  const terminal = new xterm.Terminal({cols: COLUMNS, rows: ROWS, allowProposedApi: true})
  terminal.write('\x1b[?7l')
  return terminal
}

/** Every cell with its character, width and looks. */
function cells(terminal: InstanceType<typeof xterm.Terminal>): string[] {
  const all: string[] = []
  for (let row = 0; row < ROWS; row++) {
    const line = terminal.buffer.active.getLine(row)
    for (let column = 0; column < COLUMNS; column++) {
      const cell = line?.getCell(column)
      if (!cell) continue
      const looks = [cell.getFgColor(), cell.getBgColor(), cell.isBold(), cell.isDim(), cell.isInverse()]
      all.push(`${row},${column} ${cell.getChars() || ' '} ${cell.getWidth()} ${looks.join(' ')}`)
    }
  }
  return all
}

test('the differences of frame after frame give the screen that each frame drawn anew gives', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(frame, {minLength: 2, maxLength: 6}), async (frames) => {
      const diffed = newTerminal()
      let before = blankGrid(COLUMNS, ROWS)
      for (const each of frames) {
        const after = parseFrame(each, COLUMNS, ROWS)
        diffed.write(diffGrids(before, after))
        before = after
        const fresh = newTerminal()
        fresh.write(diffGrids(blankGrid(COLUMNS, ROWS), after))
        await Promise.all([settled(diffed), settled(fresh)])
        expect(cells(diffed)).toEqual(cells(fresh))
        fresh.dispose()
      }
      diffed.dispose()
    }),
    {numRuns: 60},
  )
})

test('a fresh screen shows the text of the frame', async () => {
  const terminal = newTerminal()
  terminal.write(diffGrids(blankGrid(COLUMNS, ROWS), parseFrame('\x1b[1mone\x1b[22m two\n日本 x', COLUMNS, ROWS)))
  await settled(terminal)
  expect(terminal.buffer.active.getLine(0)?.translateToString(true)).toBe('one two')
  expect(terminal.buffer.active.getLine(1)?.translateToString(true)).toBe('日本 x')
  expect(terminal.buffer.active.getLine(0)?.getCell(0)?.isBold()).not.toBe(0)
  expect(terminal.buffer.active.getLine(0)?.getCell(4)?.isBold()).toBe(0)
  terminal.dispose()
})

test('the same frame again costs nothing, one digit a few bytes', () => {
  const one = parseFrame('count \x1b[31m41\x1b[39m errors', COLUMNS, ROWS)
  const two = parseFrame('count \x1b[31m42\x1b[39m errors', COLUMNS, ROWS)
  expect(diffGrids(one, one)).toBe('')
  expect(diffGrids(one, two)).toBe('\x1b[1;8H\x1b[0;31m2\x1b[m')
})

test.each([
  {name: 'cursor movement', text: 'a\x1b[2Jb\x1b[1;1Hc'},
  {name: 'a title', text: 'a\x1b]0;title\x07b'},
  {name: 'C1 and bells', text: 'a\x07\x9b31mb\x85'},
  {name: 'carriage return', text: 'a\rb'},
])('no control character gets into a cell: $name', ({text}) => {
  expect(parseFrame(text, 40, 1).text.join('')).not.toMatch(/[\0-\x1f\x7f-\x9f]/)
})
