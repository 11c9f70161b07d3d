import fc from 'fast-check'
import {expect, test} from 'vitest'
import {customHistogram} from '../../src/promql/histogram/native.ts'
import {histogramQuantile} from '../../src/promql/histogram/quantile.ts'
import {at, load, metricsOf} from './events.ts'

test('histogram_quantile of a sample agrees with the panel and the exact value within 1 %', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({min: 0.000_01, max: 5_000, noNaN: true}), {minLength: 1, maxLength: 300}),
      (seconds) => {
        const metrics = metricsOf(seconds.map((each, i) => load(i / 100, 'a', each)))
        const [series] = metrics.history.select('plugin_load_time')
        if (series?.kind !== 'histogram') throw new Error('no histogram')
        const {samples} = series.column(0, Infinity)
        const {count, sum, indexes, counts} = samples.at(-1)!
        expect(count).toBe(seconds.length)
        const sorted = seconds.toSorted((a, b) => a - b)
        const {start} = metrics.view('5m', at(60)).load
        expect(sum).toBeCloseTo(start.sum, 6)
        for (const [q, panel] of [
          [0.5, start.p50!],
          [0.9, start.p90!],
          [0.99, start.p99!],
        ] as const) {
          const native = customHistogram(series.bounds, count, sum, {indexes, counts}, 'unknown')
          const rank = Math.ceil(q * count)
          // Where the rank falls between two values, PromQL may name either.
          const isBetween = Number.isInteger(q * count)
          const [low, high] = [sorted[rank - 1]!, sorted[isBetween ? rank : rank - 1]!]
          for (const value of [histogramQuantile(q, native), panel]) {
            expect(value).toBeGreaterThan(low * 0.99)
            expect(value).toBeLessThan(high * 1.01)
          }
        }
      },
    ),
    {numRuns: 50},
  )
})
