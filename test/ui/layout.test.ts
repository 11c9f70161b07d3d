import fc from 'fast-check'
import {expect, test} from 'vitest'
import {layoutScreen, MIN_COLUMNS, MIN_ROWS} from '../../src/ui/layout.ts'
import {VIEWS} from '../../src/ui/views.ts'

test.each(VIEWS)('the panels of %s fill the screen, whatever its size', (view) => {
  fc.assert(
    fc.property(
      fc.integer({min: MIN_COLUMNS, max: 400}),
      fc.integer({min: MIN_ROWS, max: 150}),
      fc.integer({min: 0, max: 1}),
      (columns, rows, noticeRows) => {
        const layout = layoutScreen(view, columns, rows, noticeRows)
        const heights = layout.rows.map((areas) => areas[0]?.height ?? 0)
        expect(heights.reduce((sum, height) => sum + height, 0)).toBe(layout.bodyRows)
        expect(layout.headerRows + noticeRows + layout.bodyRows + 1).toBe(rows)
        for (const areas of layout.rows) {
          expect(areas.reduce((sum, {width}) => sum + width, 0)).toBe(columns)
          for (const {width, height} of areas) {
            expect(width).toBeGreaterThan(20)
            expect(height).toBeGreaterThanOrEqual(4)
          }
        }
      },
    ),
  )
})

test.each([
  {columns: 80, rows: 24, room: 'compact', headerRows: 1},
  {columns: 120, rows: 40, room: 'full', headerRows: 2},
  {columns: 200, rows: 60, room: 'wide', headerRows: 2},
  {columns: 200, rows: 24, room: 'compact', headerRows: 1},
  {columns: 80, rows: 60, room: 'compact', headerRows: 1},
])('$columns × $rows is $room', ({columns, rows, room, headerRows}) => {
  expect(layoutScreen('overview', columns, rows, 0)).toMatchObject({room, headerRows})
})

test.each([
  {columns: 80, rows: 24},
  {columns: 100, rows: 36},
  {columns: 160, rows: 36},
])('at $columns × $rows a notice takes no panel away', ({columns, rows}) => {
  for (const view of VIEWS) {
    const panels = (noticeRows: number) =>
      layoutScreen(view, columns, rows, noticeRows)
        .rows.flat()
        .map(({panel}) => panel)
    expect(panels(1)).toEqual(panels(0))
  }
})
