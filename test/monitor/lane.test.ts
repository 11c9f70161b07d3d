import {expect, test} from 'vitest'
import {createDecoder} from '../../src/decode/create-decoder.ts'
import {createLane, hasEvents, headTime, lastTime, load, moveOn, reject, rejectedSoFar} from '../../src/monitor/lane.ts'
import {fakeSource} from '../helpers/fake-source.ts'

function laneOf(range?: {readonly sinceMs: number; readonly untilMs: number}) {
  return createLane(
    fakeSource('a', []),
    (lane) => createDecoder({onReject: (rejection) => reject(lane, rejection)}),
    range,
  )
}

function linesOf(times: readonly (number | 'broken')[]): Uint8Array {
  return Buffer.from(
    times
      .map((time) =>
        time === 'broken' ? '{' : `{"v":1,"type":"gap","lost":1,"time":"${new Date(time).toISOString()}"}`,
      )
      .join('\n'),
  )
}

test.each([
  {name: 'everything', range: undefined, times: [3, 1, 2], given: [3, 1, 2]},
  {name: 'from an instant on', range: {sinceMs: 2, untilMs: Infinity}, times: [1, 2, 1, 3], given: [2, 3]},
  {name: 'up to an instant', range: {sinceMs: -Infinity, untilMs: 2}, times: [3, 1, 2, 3], given: [1, 2]},
  {name: 'nothing is in range', range: {sinceMs: 9, untilMs: 9}, times: [1, 2], given: []},
])('the events of a lane: $name', ({range, times, given}) => {
  const lane = laneOf(range)
  load(lane, (decoder) => decoder.decode(linesOf(times), 1, 0))
  if (hasEvents(lane)) expect(lastTime(lane)).toBe(given.at(-1))
  const seen: number[] = []
  for (; hasEvents(lane); moveOn(lane)) seen.push(headTime(lane))
  expect(seen).toEqual(given)
})

test.each([1, 2, 3, 8])('rejected lines count from the next event on, read in blocks of %i lines', (blockLines) => {
  const lane = laneOf()
  const lines = [1, 'broken', 'broken', 2, 3, 'broken', 4, 'broken'] as const
  const seen: string[] = []
  for (let from = 0; from < lines.length; from += blockLines) {
    load(lane, (decoder) => decoder.decode(linesOf(lines.slice(from, from + blockLines)), 1 + from, 0))
    for (; hasEvents(lane); moveOn(lane)) seen.push(`${String(headTime(lane))}: ${String(rejectedSoFar(lane))}`)
  }
  expect(seen).toEqual(['1: 0', '2: 2', '3: 2', '4: 3'])
  expect(rejectedSoFar(lane)).toBe(4)
})
