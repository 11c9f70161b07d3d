import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {compile} from '../../src/promql/compile.ts'
import {evaluateInstant} from '../../src/promql/evaluate.ts'
import {formatLabelSet} from '../../src/promql/labels.ts'
import {parseExpr} from '../../src/promql/parse.ts'
import type {Querier} from '../../src/promql/querier.ts'
import {parseMetric} from '../../src/rules/unit-test/metric-text.ts'
import {createTestStorage} from '../../src/rules/unit-test/test-storage.ts'

const MINUTE = 60_000
/** When everything is asked: the last sample. */
const NOW = 20 * MINUTE

/** Series in promtool's notation, a value a minute. */
function storageOf(series: Readonly<Record<string, string>>): Querier {
  const storage = createTestStorage()
  for (const [metric, values] of Object.entries(series)) storage.load(parseMetric(metric), values, MINUTE)
  return storage.whole
}

/** The values of a vector by their labels. */
function ask(querier: Querier, expr: string, at = NOW): Record<string, number> {
  const {value} = evaluateInstant(compile(parseExpr(expr), expr), querier, at)
  if (value.type !== 'vector') throw new Error(`${expr} gives no vector`)
  return Object.fromEntries(value.samples.map(({labels, value: v}) => [formatLabelSet(labels), v as number]))
}

/** Series `m{x, y}` that stand at whole numbers: their sums are exact in any order. */
const matrix = fc
  .uniqueArray(
    fc.record({x: fc.constantFrom('a', 'b', 'c'), y: fc.constantFrom('k', 'l', 'm', 'n'), value: fc.integer()}),
    {minLength: 1, maxLength: 12, selector: ({x, y}) => x + y},
  )
  .map((rows) => Object.fromEntries(rows.map(({x, y, value}) => [`m{x="${x}",y="${y}"}`, `${value}x20`])))

describe('of vectors', () => {
  test.each([
    ['a sum of sums is the sum', 'sum(sum by (x) (m))', 'sum(m)'],
    ['a part of finer parts is the part', 'sum by (x) (sum by (x, y) (m))', 'sum by (x) (m)'],
    ['without one label is by the other', 'sum without (y) (m)', 'sum by (x) (m)'],
    ['the parts have all members', 'sum(count by (x) (m))', 'count(m)'],
    ['the least of the least is the least', 'min(min by (y) (m))', 'min(m)'],
    ['the greatest of the greatest is the greatest', 'max(max by (y) (m))', 'max(m)'],
    ['the least is the quantile of 0', 'quantile by (x) (0, m)', 'min by (x) (m)'],
    ['the greatest is the quantile of 1', 'quantile by (x) (1, m)', 'max by (x) (m)'],
    ['the greatest comes first', 'max(topk(1, m))', 'max(m)'],
    ['as many as there are', 'topk(12, m)', 'm'],
    ['what it is and is not', '(m > 0) or (m <= 0)', 'm'],
    ['itself and itself', 'm and m', 'm'],
    ['itself or itself', 'm or m', 'm'],
    ['nothing is left without itself', 'm unless m', 'm < -Inf'],
    ['equal to itself', 'm == m', 'm'],
    ['there and back', 'm offset 3m', 'm'],
    ['values that are counted are members', 'sum(count_values("v", m))', 'count(m)'],
    ['least, mean and greatest in their order', 'count(min(m) <= avg(m) <= max(m))', 'count(min(m))'],
    ['no variance is below zero', 'stdvar by (x) (m) >= 0', 'stdvar by (x) (m)'],
  ])('%s', (_, left, right) => {
    fc.assert(
      fc.property(matrix, (series) => {
        const querier = storageOf(series)
        expect(ask(querier, left)).toEqual(ask(querier, right))
      }),
    )
  })

  test('a quantile lies between the least and the greatest, and rises with its rank', () => {
    const rank = fc.double({min: 0, max: 1, noNaN: true})
    fc.assert(
      fc.property(matrix, rank, rank, (series, one, other) => {
        const querier = storageOf(series)
        const [low, high] = [Math.min(one, other), Math.max(one, other)].map(
          (q) => ask(querier, `quantile(${q}, m)`)['{}']!,
        )
        const [least, greatest] = [ask(querier, 'min(m)')['{}']!, ask(querier, 'max(m)')['{}']!]
        // What lies between two values is interpolated, which rounds.
        const rounding = 1e-12 * Math.max(Math.abs(least), Math.abs(greatest))
        for (const [before, after] of [
          [least, low!],
          [low!, high!],
          [high!, greatest],
        ] as const)
          expect(after).toBeGreaterThanOrEqual(before - rounding)
      }),
    )
  })
})

describe('of counters', () => {
  /** Rises by `steps` a minute, and now and then begins anew. */
  const counter = fc
    .array(fc.oneof({weight: 9, arbitrary: fc.nat(50)}, {weight: 1, arbitrary: fc.constant('reset' as const)}), {
      minLength: 20,
      maxLength: 20,
    })
    .map((steps) => {
      let value = 0
      return [value, ...steps.map((step) => (value = step === 'reset' ? 0 : value + step))]
    })
  const minutes = fc.integer({min: 2, max: 25})

  test('the increase is the rate times the range', () => {
    fc.assert(
      fc.property(counter, minutes, (values, range) => {
        const querier = storageOf({c: values.join(' ')})
        const {'{}': increase} = ask(querier, `increase(c[${range}m])`)
        expect(increase).toBeCloseTo(ask(querier, `rate(c[${range}m])`)['{}']! * range * 60, 8)
      }),
    )
  })

  test('a line that begins within the range is extrapolated by half a step, but not below zero', () => {
    fc.assert(
      fc.property(fc.integer({min: 1, max: 18}), fc.nat(100), fc.integer({min: 1, max: 50}), (birth, first, slope) => {
        const steps = 20 - birth
        const querier = storageOf({c: `${'_ '.repeat(birth)}${first}+${slope}x${steps}`})
        const before = Math.min(0.5, first / slope)
        expect(ask(querier, 'increase(c[30m])')['{}']).toBeCloseTo(slope * (steps + before), 8)
      }),
    )
  })

  test('a whole line within its samples has its slope, wherever the range ends', () => {
    fc.assert(
      fc.property(
        fc.integer({min: 1, max: 50}),
        minutes.filter((range) => range <= 10),
        fc.integer({min: 0, max: 59_999}),
        (slope, range, late) => {
          const querier = storageOf({c: `${slope * 1000}+${slope}x20`})
          // No further from its samples than a step and a tenth: extrapolated to both ends.
          expect(ask(querier, `rate(c[${range}m])`, NOW - MINUTE + late)['{}']).toBeCloseTo(slope / 60, 10)
        },
      ),
    )
  })

  test('no range has fewer resets than a part of it, and none without a fall', () => {
    fc.assert(
      fc.property(counter, minutes, (values, range) => {
        const querier = storageOf({c: values.join(' ')})
        const {'{}': resets} = ask(querier, `resets(c[${range}m])`)
        expect(resets).toBeLessThanOrEqual(ask(querier, `resets(c[${range + 3}m])`)['{}']!)
        const inRange = values.slice(Math.max(0, 21 - range))
        expect(resets).toBe(inRange.filter((value, i) => i > 0 && value < inRange[i - 1]!).length)
      }),
    )
  })

  test('what was asked some minutes ago is what an offset tells', () => {
    fc.assert(
      fc.property(counter, minutes, fc.integer({min: 1, max: 10}), (values, range, ago) => {
        const querier = storageOf({c: values.join(' ')})
        for (const expr of ['c', `rate(c[${range}m])`, `sum_over_time(c[${range}m])`]) {
          const shifted = expr.replace(/c(\[\d+m\])?(?=\)|$)/, `$& offset ${ago}m`)
          expect(ask(querier, shifted)).toEqual(ask(querier, expr, NOW - ago * MINUTE))
        }
      }),
    )
  })

  test('over time as over series: count, sum, mean, least, greatest and last agree with the values', () => {
    fc.assert(
      fc.property(counter, minutes, (values, range) => {
        const querier = storageOf({c: values.join(' ')})
        const inRange = values.slice(Math.max(0, 21 - range))
        const sum = inRange.reduce((total, value) => total + value, 0)
        const of = (name: string) => ask(querier, `${name}_over_time(c[${range}m])`)
        expect(of('count')).toEqual({'{}': inRange.length})
        expect(of('sum')).toEqual({'{}': sum})
        expect(of('avg')['{}']).toBeCloseTo(sum / inRange.length, 10)
        expect(of('min')).toEqual({'{}': Math.min(...inRange)})
        expect(of('max')).toEqual({'{}': Math.max(...inRange)})
        expect(of('last')).toEqual({'{__name__="c"}': inRange.at(-1)})
      }),
    )
  })
})

describe('of histograms', () => {
  const counts = fc.array(fc.nat(20), {minLength: 5, maxLength: 5}).filter((each) => each.some((count) => count > 0))
  // Not 0: where the first classic bucket is empty, Prometheus divides 0 by 0.
  const ranks = fc.array(fc.double({min: 0.001, max: 1, noNaN: true}), {minLength: 2, maxLength: 6})
  const BOUNDS = [0.1, 0.5, 1, 5]

  /** The same observations as classic buckets, with custom buckets and with exponential ones. */
  const FORMS: readonly (readonly [form: string, seriesOf: (counts: readonly number[]) => Record<string, string>])[] = [
    [
      'classic',
      (each) => {
        let total = 0
        return Object.fromEntries(
          each.map((count, i) => [`h{le="${BOUNDS[i] ?? '+Inf'}"}`, `${(total += count)}x20`] as const),
        )
      },
    ],
    [
      'with custom buckets',
      (each) => ({
        h: `{{schema:-53 count:${totalOf(each)} sum:1 custom_values:[${BOUNDS.join(' ')}] buckets:[${each.join(' ')}]}}x20`,
      }),
    ],
    [
      'exponential',
      (each) => ({h: `{{schema:1 count:${totalOf(each)} sum:1 offset:-2 buckets:[${each.join(' ')}]}}x20`}),
    ],
  ]

  test.each(FORMS)('%s: a quantile rises with its rank', (_, seriesOf) => {
    fc.assert(
      fc.property(counts, ranks, (each, qs) => {
        const querier = storageOf(seriesOf(each))
        const quantiles = qs.toSorted((a, b) => a - b).map((q) => ask(querier, `histogram_quantile(${q}, h)`)['{}']!)
        quantiles.forEach((quantile, i) => {
          if (i > 0) expect(quantile).toBeGreaterThanOrEqual(quantiles[i - 1]!)
        })
      }),
    )
  })

  test('classic and custom buckets tell the same quantiles', () => {
    fc.assert(
      fc.property(counts, ranks, (each, qs) => {
        const [classic, custom] = FORMS.map(([, seriesOf]) => storageOf(seriesOf(each)))
        for (const q of qs) {
          const expr = `histogram_quantile(${q}, h)`
          expect(ask(custom!, expr)['{}']).toBeCloseTo(ask(classic!, expr)['{}']!, 10)
        }
      }),
    )
  })

  test('counts and sums of two add up, whatever their resolution', () => {
    const schema = fc.integer({min: -2, max: 4})
    fc.assert(
      fc.property(counts, counts, schema, schema, (one, other, fine, coarse) => {
        const querier = storageOf({
          'h{x="a"}': `{{schema:${fine} count:${totalOf(one)} sum:3 offset:-2 buckets:[${one.join(' ')}]}}x20`,
          'h{x="b"}': `{{schema:${coarse} count:${totalOf(other)} sum:4 offset:1 buckets:[${other.join(' ')}]}}x20`,
        })
        expect(ask(querier, 'histogram_count(sum(h))')).toEqual({'{}': totalOf(one) + totalOf(other)})
        expect(ask(querier, 'histogram_sum(sum(h))')).toEqual({'{}': 7})
        expect(ask(querier, 'histogram_fraction(-Inf, Inf, sum(h))')['{}']).toBeCloseTo(1, 10)
      }),
    )
  })
})

function totalOf(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
