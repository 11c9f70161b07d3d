import {expect, test} from 'vitest'
import {createAxis} from '../../src/metrics/axis.ts'
import type {Histogram} from '../../src/metrics/histogram.ts'
import type {HostRecord} from '../../src/metrics/host-record.ts'
import {createAhead} from '../../src/metrics/window-ahead.ts'
import type {Reach} from '../../src/metrics/window.ts'

const LISTS = 3

/** Plugins that loaded; a sum of theirs takes `each` to read. */
function watched(each: number) {
  const axis = createAxis(15_000, 3_600_000)
  const plugins = new Map(
    Array.from({length: LISTS}, (_, place) => [
      String(place),
      {loads: {series: [{} as Histogram]}, initializations: {series: []}},
    ]),
  )
  const hosts = new Map([['h', {plugins} as unknown as HostRecord]])
  const kept: string[] = []
  const keep = (_: readonly Histogram[], {window, closed}: Reach) => {
    kept.push(`${window} ${String(closed)}`)
    return each
  }
  return {axis, kept, ahead: createAhead(axis, hosts, {fill: () => undefined, keep})}
}

function tick(axis: ReturnType<typeof createAxis>, at: number): void {
  axis.closed = at
  axis.open = at + 1
}

test('the other windows move on once there were two looks between two ticks, the longest first', () => {
  const {axis, kept, ahead} = watched(10)
  const all = (closed: number) =>
    ['1h', '15m', '1m'].flatMap((each) => Array<string>(LISTS).fill(`${each} ${String(closed)}`))
  ahead.goOn('5m')
  for (const at of [6, 7]) {
    tick(axis, at)
    ahead.goOn('5m')
  }
  expect(kept).toEqual([])
  ahead.goOn('5m')
  expect(kept).toEqual(all(7))
  ahead.goOn('5m')
  expect(kept).toHaveLength(3 * LISTS)
  tick(axis, 8)
  ahead.goOn('5m')
  expect(kept.slice(3 * LISTS)).toEqual(all(8))
})

test('a look does as much as fits, and a tick begins anew', () => {
  const {axis, kept, ahead} = watched(600_000)
  tick(axis, 7)
  const perLook = [1, 2, 3, 4, 5, 6, 7].map(() => {
    const before = kept.length
    ahead.goOn('1h')
    return kept.length - before
  })
  expect(perLook).toEqual([0, 2, 2, 2, 2, 1, 0])
  tick(axis, 8)
  ahead.goOn('1h')
  expect(kept.slice(3 * LISTS)).toEqual(['15m 8', '15m 8'])
})
