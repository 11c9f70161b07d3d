import fc from 'fast-check'
import {expect, test} from 'vitest'
import {columnChart, stretch} from '../../src/ui/column-chart.ts'
import {fitColumns, headingLine, rowLine, type Column} from '../../src/ui/columns.ts'
import {fitParts} from '../../src/ui/fit-parts.ts'
import {fitLine, spread, textOf, widthOfLine, type Line} from '../../src/ui/line.ts'
import {listWindow} from '../../src/ui/list-window.ts'
import {mergeBars} from '../../src/ui/merge-bars.ts'
import {cellOf, timeAxis} from '../../src/ui/time-axis.ts'
import {cellsOfText} from '../../src/ui/terminal/cell-width.ts'
import {wrapText} from '../../src/ui/wrap-text.ts'

const plain = (line: Line): string => line.map(textOf).join('')

test.each([
  {name: 'padded', line: ['ab'], width: 4, text: 'ab  '},
  {name: 'as it is', line: ['ab', 'cd'], width: 4, text: 'abcd'},
  {name: 'cut with an ellipsis', line: ['abc', 'def'], width: 4, text: 'abc…'},
  {name: 'cut within the first', line: ['abcdef', 'x'], width: 4, text: 'abc…'},
  {name: 'cut where the first ends exactly', line: ['abcd', 'x'], width: 4, text: 'abc…'},
  {name: 'a wide character does not fit in half', line: ['日本語'], width: 4, text: '日… '},
])('a line: $name', ({line, width, text}) => expect(plain(fitLine(line, width))).toBe(text))

test('a line always gets its width', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', 'plugin', '日本', '…', ' ', '')),
      fc.integer({min: 1, max: 30}),
      (line, width) => {
        expect(widthOfLine(fitLine(line, width))).toBe(width)
        expect(widthOfLine(spread(line, ['right'], width + 5))).toBe(width + 5)
      },
    ),
  )
})

test('parts go by rank, the last of a rank first', () => {
  const parts = [
    {line: ['must'], rank: 0},
    {line: ['nice'], rank: 2},
    {line: ['good'], rank: 1},
    {line: ['nice too'], rank: 2},
  ]
  expect(plain(fitParts(parts, 99, ' '))).toBe('must nice good nice too')
  expect(plain(fitParts(parts, 15, ' '))).toBe('must nice good')
  expect(plain(fitParts(parts, 10, ' '))).toBe('must good')
  expect(plain(fitParts(parts, 2, ' '))).toBe('must')
})

test.each([
  {name: 'all fit', count: 3, height: 5, cursor: 2, top: 0, shows: {top: 0, shown: 3, hidden: 0}},
  {name: 'the first page', count: 30, height: 5, cursor: 0, top: 0, shows: {top: 0, shown: 5, hidden: 25}},
  {name: 'the cursor pulls it down', count: 30, height: 5, cursor: 9, top: 0, shows: {top: 5, shown: 5, hidden: 20}},
  {name: 'the cursor pulls it up', count: 30, height: 5, cursor: 2, top: 9, shows: {top: 2, shown: 5, hidden: 23}},
  {name: 'the end', count: 30, height: 5, cursor: 29, top: 29, shows: {top: 25, shown: 5, hidden: 0}},
  {name: 'no row', count: 0, height: 5, cursor: 0, top: 4, shows: {top: 0, shown: 0, hidden: 0}},
])('a list: $name', ({count, height, cursor, top, shows}) => {
  expect(listWindow(count, height, cursor, top)).toEqual(shows)
})

const COLUMNS: Column<string>[] = [
  {title: 'NAME', width: 6, growsTo: 10, align: 'left', rank: 0, cell: (name) => name},
  {title: 'P99', width: 5, align: 'right', rank: 0, cell: () => ['1 s', 'critical']},
  {title: 'MEM', width: 5, align: 'right', rank: 1, cell: () => '38 MB'},
  {title: 'WHY', width: 5, align: 'left', rank: 2, cell: () => ''},
]

test.each([
  {width: 40, heading: 'NAME         P99   MEM WHY  ', row: 'theme-7      1 s 38 MB      '},
  {width: 18, heading: 'NAME     P99   MEM', row: 'theme…   1 s 38 MB'},
  {width: 14, heading: 'NAME       P99', row: 'theme-7    1 s'},
  {width: 3, heading: 'NAME     P99', row: 'theme…   1 s'},
])('columns in $width cells', ({width, heading, row}) => {
  const fitted = fitColumns(COLUMNS, width)
  expect(plain(headingLine(fitted))).toBe(heading)
  expect(plain(rowLine(fitted, 'theme-7'))).toBe(row)
})

const BARS = [1, 2, 3, 4, 5].map((upTo) => ({upTo, count: upTo * 10}))

test.each([
  {name: 'enough room', bars: BARS, most: 5, kept: [], uppers: [1, 2, 3, 4, 5]},
  {name: 'the smallest go together', bars: BARS, most: 4, kept: [], uppers: [2, 3, 4, 5]},
  {name: 'but not over a limit', bars: BARS, most: 4, kept: [1, 2], uppers: [1, 2, 4, 5]},
  {name: 'unless they must', bars: BARS, most: 1, kept: [1, 2, 3, 4], uppers: [5]},
  {
    name: 'empty ends go',
    bars: [{upTo: 0, count: 0}, ...BARS, {upTo: Infinity, count: 0}],
    most: 9,
    kept: [],
    uppers: [1, 2, 3, 4, 5],
  },
  {name: 'nothing', bars: [{upTo: Infinity, count: 0}], most: 9, kept: [], uppers: []},
])('bars: $name', ({bars, most, kept, uppers}) => {
  const merged = mergeBars(bars, most, kept)
  expect(merged.map(({upTo}) => upTo)).toEqual(uppers)
  const total = (some: typeof merged): number => some.reduce((sum, {count}) => sum + count, 0)
  expect(total(merged)).toBe(total(bars))
})

test('columns of a chart', () => {
  expect(columnChart([0, 1, 8, 16], 2)).toEqual(['   █', ' ▁██'])
  expect(columnChart([0, 0], 2)).toEqual(['  ', '  '])
  expect(columnChart([0, 1, 6], 2, {ascii: true})).toEqual(['  #', ' .#'])
  expect(stretch([1, 2], 4)).toEqual([1, 1, 2, 2])
  expect(stretch([1, 9, 2, 3], 2)).toEqual([9, 3])
})

test('a time axis has round marks and holds what was asked', () => {
  const at = Date.UTC(2026, 10, 22, 10, 42, 7)
  const axis = timeAxis(at, 3500, 60, 8)
  expect(axis.from).toBe(at - 3_600_000)
  expect(axis.marks.map((mark) => new Date(mark.at).toISOString().slice(11, 16))).toEqual([
    '09:50',
    '10:00',
    '10:10',
    '10:20',
    '10:30',
    '10:40',
  ])
  expect(cellOf(axis, at)).toBe(59)
  expect(cellOf(axis, axis.from)).toBe(0)
  expect(cellOf(axis, axis.from - 1)).toBeLessThan(0)
})

test('wrapped text loses nothing but blanks at the ends of lines', () => {
  expect(wrapText('Failed to load plugin: invalid format', 16)).toEqual(['Failed to load', 'plugin: invalid', 'format'])
  expect(wrapText('', 16)).toEqual([''])
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', 'word', '日本', ' ', 'long-long-long-word')),
      fc.integer({min: 2, max: 20}),
      (words, width) => {
        const lines = wrapText(words.join(''), width)
        for (const line of lines) expect(cellsOfText(line)).toBeLessThanOrEqual(width)
        expect(lines.join('').replaceAll(' ', '')).toBe(words.join('').replaceAll(' ', ''))
      },
    ),
  )
})
