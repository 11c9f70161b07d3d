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

test('the other windows move on from the second look after a tick', () => {
  const {axis, kept, ahead} = watched(10)
  ahead.goOn('5m')
  tick(axis, 7)
  ahead.goOn('5m')
  expect(kept).toEqual([])
  ahead.goOn('5m')
  expect(kept).toEqual(['1m', '15m', '1h'].flatMap((window) => Array<string>(LISTS).fill(`${window} 7`)))
  ahead.goOn('5m')
  expect(kept).toHaveLength(3 * LISTS)
})

test('a look does as much as fits, and a tick begins anew', () => {
  const {axis, kept, ahead} = watched(200_000)
  tick(axis, 7)
  const perLook = [1, 2, 3, 4, 5, 6, 7].map(() => {
    const before = kept.length
    ahead.goOn('1h')
    return kept.length - before
  })
  expect(perLook).toEqual([0, 2, 2, 2, 2, 1, 0])
  tick(axis, 8)
  for (let look = 0; look < 2; look++) ahead.goOn('1h')
  expect(kept.slice(3 * LISTS)).toEqual(['1m 8', '1m 8'])
})
