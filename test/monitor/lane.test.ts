import {expect, test} from 'vitest'
import {createDecoder} from '../../src/decode/create-decoder.ts'
import {
  createLane,
  endOfRun,
  hasEvents,
  headTime,
  lastTime,
  load,
  passOver,
  reject,
  rejectedSoFar,
  type Lane,
} from '../../src/monitor/lane.ts'
import {droppedByLevel, sourceView} from '../../src/monitor/source-view.ts'
import {takeItem} from '../../src/monitor/take-item.ts'
import {fakeSource} from '../helpers/fake-source.ts'

function laneOf(range?: {readonly sinceMs: number; readonly untilMs: number}) {
  return createLane(
    fakeSource('a', []),
    (lane) => createDecoder({onReject: (rejection) => reject(lane, rejection)}),
    range,
  )
}

/** Goes to the next event. */
function moveOn(lane: Lane): void {
  lane.head++
  passOver(lane)
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
  while (hasEvents(lane)) {
    const end = endOfRun(lane, Infinity, 2)
    seen.push(...lane.batch.times.subarray(lane.head, end))
    lane.head = end
    passOver(lane)
  }
  expect(seen).toEqual(given)
})

test('a run ends before what is later, and has an event whatever its time', () => {
  const lane = laneOf()
  load(lane, (decoder) => decoder.decode(linesOf([5, 3, 4, 6, 1]), 1, 0))
  expect([0, 4, 6, Infinity].map((time) => endOfRun(lane, time, 9))).toEqual([1, 3, 5, 5])
  expect(endOfRun(lane, Infinity, 4)).toBe(4)
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

test('what was dropped is counted, and the logs that were shed by level too, least severe first', () => {
  const [lane, other] = [laneOf(), laneOf()]
  const drops = [{count: 3}, {count: 5, level: 'INFO'}, {count: 7, level: 'DEBUG'}, {count: 1, level: 'INFO'}] as const
  for (const drop of drops) takeItem(lane, {kind: 'dropped', ...drop}, 0)
  takeItem(other, {kind: 'dropped', count: 2, level: 'WARNING'}, 0)
  const {dropped, droppedByLevel: byLevel} = sourceView(lane)
  expect(dropped).toBe(16)
  expect(Object.entries(byLevel)).toEqual([
    ['DEBUG', 7],
    ['INFO', 6],
  ])
  expect(droppedByLevel([other, lane])).toEqual({DEBUG: 7, INFO: 6, WARNING: 2})
  expect(droppedByLevel([laneOf()])).toEqual({})
})
