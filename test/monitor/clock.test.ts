import {describe, expect, test} from 'vitest'
import fc from 'fast-check'
import {createEventClock} from '../../src/monitor/clock.ts'
import type {ClockSink, EventClock, Timeline} from '../../src/monitor/clock.ts'
import type {PluginEvent} from '../../src/event.ts'
import {passingBatch} from './passing-batch.ts'

/** Everything here is in seconds: the clock does not care. */
const HOUR = 3600

function event(time: number): PluginEvent {
  return {type: 'bye', reason: 'x', time, origin: 'native'}
}

/** A source that has said nothing. */
function silent(): Timeline {
  return {newestAt: -Infinity, batch: passingBatch([]), head: 0}
}

/** Gives the clock events of one source in batches of so many. */
function feed(clock: EventClock<Timeline>, source: Timeline, times: readonly number[], batchSize = 1): void {
  for (let from = 0; from < times.length; from += batchSize) {
    const batch = passingBatch(times.slice(from, from + batchSize).map(event))
    source.batch = batch
    source.head = 0
    clock.take(source, batch.length)
    expect(source.head).toBe(batch.length)
    clock.release(batch)
    batch.close()
  }
}

/** Says what is given event by event. */
function each(hear: (time: number, isLate: boolean) => void): ClockSink<Timeline>['events'] {
  return (_timeline, batch, from, to, isLate) => {
    for (let index = from; index < to; index++) {
      expect(batch.at(index).time).toBe(batch.times[index])
      hear(batch.times[index]!, isLate)
    }
  }
}

/** What the clock gives for the times of one source, as words: `e14`, `late14`, `tick15`, `epoch14>9`. */
function run(times: readonly number[], batchSize?: number): string[] {
  const said: string[] = []
  const clock = createEventClock(
    {intervalMs: 15, latenessMs: 2, jumpForwardMs: HOUR, jumpBackMs: HOUR},
    {
      events: each((time, isLate) => said.push(`${isLate ? 'late' : 'e'}${String(time)}`)),
      tick: (at) => said.push(`tick${String(at)}`),
      epoch: (from, to) => said.push(`epoch${String(from)}>${String(to)}`),
    },
  )
  feed(clock, silent(), times, batchSize)
  clock.finish()
  return said
}

function ticks(from: number, to: number): string {
  return Array.from({length: (to - from) / 15 + 1}, (_, index) => `tick${String(from + index * 15)}`).join(' ')
}

describe('the event clock', () => {
  test.each([
    {name: 'an event beyond the tick waits for it', times: [14, 16, 14.5, 17], said: 'e14 e14.5 tick15 e16 e17 tick30'},
    {name: 'an event on the tick belongs to it', times: [15, 17], said: 'e15 tick15 e17 tick30'},
    {name: 'a late event is said to be late', times: [14, 17, 13, 18], said: 'e14 tick15 e17 late13 e18 tick30'},
    {name: 'a silence gives every tick', times: [1, 50], said: 'e1 tick15 tick30 tick45 e50 tick60'},
    {name: 'one event gives the tick that covers it', times: [31], said: 'e31 tick45'},
    {
      name: 'one garbled time does not move the clock',
      times: [14, 9 * HOUR, 14.5, 16],
      said: 'e14 late14 e14.5 tick15 e16 tick30',
    },
    {
      name: 'a step back begins an epoch',
      times: [2 * HOUR, 15, 16, 17, 18, 19],
      said: `e${String(2 * HOUR)} tick${String(2 * HOUR)} epoch${String(2 * HOUR)}>15 e15 tick15 e16 e17 e18 e19 tick30`,
    },
    {
      name: 'an old event at the very end is late, and no step back',
      times: [2 * HOUR, 15],
      said: `e${String(2 * HOUR)} late15 tick${String(2 * HOUR)}`,
    },
    {
      name: 'a last event hours later is believed',
      times: [15, 2 * HOUR],
      said: `e15 ${ticks(15, HOUR + 30)} epoch15>${String(2 * HOUR)} e${String(2 * HOUR)} tick${String(2 * HOUR)}`,
    },
  ])('$name', ({times, said}) => {
    expect(run(times).join(' ')).toBe(said)
  })

  test.each([
    {name: 'the first line need not be the oldest', times: [14, 12, 20, 19], period: {from: 12, to: 20}},
    {name: 'both sides of a step back', times: [2 * HOUR, 15, 16, 17, 18, 19], period: {from: 15, to: 2 * HOUR}},
    {name: 'one garbled time is no part of it', times: [14, 9 * HOUR, 16], period: {from: 14, to: 16}},
    {name: 'no event', times: [], period: undefined},
  ])('the period: $name', ({times, period}) => {
    const clock = createEventClock(
      {intervalMs: 15, latenessMs: 2, jumpForwardMs: HOUR, jumpBackMs: HOUR},
      {events: () => undefined, tick: () => undefined, epoch: () => undefined},
    )
    feed(clock, silent(), times)
    clock.finish()
    expect(clock.period).toEqual(period)
  })

  test('a step forward evaluates one longest window of silence, then goes on there', () => {
    const said = run([15, 5 * HOUR, 5 * HOUR + 1])
    const ticks = said.filter((word) => word.startsWith('tick')).map((word) => Number(word.slice(4)))
    expect(ticks.filter((at) => at < 4 * HOUR).at(-1)).toBe(HOUR + 30)
    expect(said.slice(-5)).toEqual([
      `epoch15>${String(5 * HOUR)}`,
      `e${String(5 * HOUR)}`,
      `tick${String(5 * HOUR)}`,
      `e${String(5 * HOUR + 1)}`,
      `tick${String(5 * HOUR + 15)}`,
    ])
  })

  test('nothing but the pause is different where every tick takes long', () => {
    const time = fc.oneof(fc.integer({min: 0, max: 100}), fc.integer({min: 0, max: 9 * HOUR}))
    fc.assert(
      fc.property(
        fc.array(time, {maxLength: 30}),
        fc.integer({min: 1, max: 5}),
        fc.boolean(),
        (times, most, releases) => {
          const said: string[] = []
          let stands = false
          const clock = createEventClock<Timeline>(
            {intervalMs: 15, latenessMs: 2, jumpForwardMs: HOUR, jumpBackMs: HOUR},
            {
              events: each((time, isLate) => {
                expect(stands).toBe(false)
                said.push(`${isLate ? 'late' : 'e'}${String(time)}`)
              }),
              tick(at) {
                said.push(`tick${String(at)}`)
                stands = clock.hold()
              },
              epoch: (from, to) => said.push(`epoch${String(from)}>${String(to)}`),
            },
          )
          const source = silent()
          for (const each of times) {
            feed(clock, source, [each])
            while (stands) {
              stands = false
              while (!clock.goOn(most)) if (releases) clock.release(source.batch)
            }
          }
          clock.finish()
          expect(said).toEqual(run(times))
        },
      ),
    )
  })

  test('live, time goes on without events, and what comes after a long silence is no jump', () => {
    const said: string[] = []
    const clock = createEventClock(
      {intervalMs: 900, latenessMs: 2, jumpForwardMs: HOUR, jumpBackMs: HOUR},
      {
        events: each((time) => said.push(`e${String(time)}`)),
        tick: (at) => said.push(`tick${String(at / 900)}`),
        epoch: () => said.push('epoch'),
      },
    )
    const source = silent()
    feed(clock, source, [1])
    for (let minute = 1; minute <= 90; minute++) clock.advance(minute * 60)
    feed(clock, source, [90 * 60])
    expect(said).toEqual(['e1', 'tick1', 'tick2', 'tick3', 'tick4', 'tick5', `e${String(90 * 60)}`])
  })

  test.each([
    {name: 'one garbled time, old', times: [9 * HOUR, 5, 9 * HOUR + 1], said: 'late5'},
    {name: 'one garbled time, far ahead', times: [9 * HOUR, 99 * HOUR, 9 * HOUR + 1], said: `late${String(9 * HOUR)}`},
    {name: 'what agrees with the host is believed', times: [HOUR, 9 * HOUR], said: `epoch${String(HOUR)}`},
    {name: 'a clock that is set back', times: [9 * HOUR, 1, 2, 3, 4, 5], said: 'late1 late2 late3 late4 epoch5'},
    {
      name: 'doubts end with an event in its place',
      times: [9 * HOUR, 1, 2, 3, 9 * HOUR, 4, 5],
      said: 'late1 late2 late3 late4 late5',
    },
  ])('live, with a look at the wall clock after each event: $name', ({times, said}) => {
    const heard: string[] = []
    const clock = createEventClock(
      {intervalMs: 15, latenessMs: 2, jumpForwardMs: HOUR, jumpBackMs: 300},
      {
        events: each((time, isLate) => isLate && heard.push(`late${String(time)}`)),
        tick: () => undefined,
        epoch: (from, to) => heard.push(`epoch${String(to < from ? to : from)}`),
      },
    )
    const source = silent()
    for (const time of times) {
      feed(clock, source, [time])
      // After a jump the host's time is learnt anew.
      clock.advance(heard.some((word) => word.startsWith('epoch')) ? clock.newestAt! : 9 * HOUR)
    }
    expect(heard.join(' ')).toBe(said)
  })

  test('no event is lost or given twice, and ticks rise, whatever the times', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({min: 0, max: 20 * HOUR}), {maxLength: 60}), (times) => {
        const said = run(times)
        expect(said.filter((word) => /^(e|late)\d/.test(word))).toHaveLength(times.length)
      }),
    )
    fc.assert(
      fc.property(fc.array(fc.integer({min: 0, max: HOUR}), {maxLength: 60}), (times) => {
        const ticks = run(times).filter((word) => word.startsWith('tick'))
        expect(ticks).toEqual([...new Set(ticks)])
        expect(run(times).some((word) => word.startsWith('epoch'))).toBe(false)
      }),
    )
  })

  test('batches do not matter: an event that waits outlives its own', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({min: 0, max: 120}), fc.integer({min: 0, max: 9 * HOUR})), {maxLength: 40}),
        fc.integer({min: 1, max: 40}),
        (times, batchSize) => {
          expect(run(times, batchSize)).toEqual(run(times, 1))
        },
      ),
    )
  })
})
