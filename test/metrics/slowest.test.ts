import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {SpanEvent} from '../../src/event.ts'
import {createMetrics} from '../../src/metrics/metrics.ts'
import {at, load, take} from './events.ts'

/** Events of which only one can be looked at, and none after the release. */
function batchOf(events: readonly SpanEvent[]) {
  let isReleased = false
  const shown: Record<string, unknown> = {}
  return {
    isLasting: false,
    at(index: number): SpanEvent {
      if (isReleased) throw new Error('looked at after the release')
      return Object.assign(shown, events[index]) as unknown as SpanEvent
    },
    release() {
      isReleased = true
    },
  }
}

test('loads of a batch that passes by are told as those that stay', () => {
  const batch = fc.array(fc.integer({min: 1, max: 50}), {maxLength: 60})
  fc.assert(
    fc.property(fc.array(batch, {minLength: 1, maxLength: 6}), fc.nat(30), (batches, lookAt) => {
      const [passing, staying] = [createMetrics({intervalMs: 15_000}), createMetrics({intervalMs: 15_000})]
      const told = () =>
        [passing, staying].map((each) => [each.view('1m', at(0)).slowest, each.view('start', at(0)).slowest])
      batches.forEach((seconds, number) => {
        const events = seconds.map((value, index) =>
          load(number * 15 + index / 10, 'a', value, {traceId: `t${String(index)}`}),
        )
        const shown = batchOf(events)
        events.forEach((event, index) => {
          passing.take('h', shown, index, index + 1)
          take(staying, 'h', event)
          if (index === lookAt) expect(told()[0]).toEqual(told()[1])
        })
        passing.release(shown)
        shown.release()
        for (const metrics of [passing, staying]) metrics.tick(at(number * 15 + 15))
      })
      expect(told()[0]).toEqual(told()[1])
    }),
  )
})
