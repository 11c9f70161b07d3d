import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {PlugmonError} from '../../src/errors.ts'
import {compile} from '../../src/promql/compile.ts'
import {evaluateInstant, evaluateRange, type Sample, samplesAt} from '../../src/promql/evaluate.ts'
import {compareLabels, createLabels, formatLabelSet} from '../../src/promql/labels.ts'
import {parseExpr} from '../../src/promql/parse.ts'
import type {Querier} from '../../src/promql/querier.ts'
import {parseMetric} from '../../src/rules/unit-test/metric-text.ts'
import {createTestStorage} from '../../src/rules/unit-test/test-storage.ts'
import {createRandomQueries} from './random-queries.ts'

const MINUTE = 60_000

function storageOf(series: Readonly<Record<string, string>>): Querier {
  const storage = createTestStorage()
  for (const [metric, values] of Object.entries(series)) storage.load(parseMetric(metric), values, MINUTE)
  return storage.whole
}

function query(expr: string, series: Readonly<Record<string, string>>, at: number): string {
  const {value} = evaluateInstant(compile(parseExpr(expr), expr), storageOf(series), at)
  if (value.type === 'vector') {
    return value.samples.map(({labels, value: v}) => `${formatLabelSet(labels)} ${String(v)}`).join(' ')
  }
  return JSON.stringify('value' in value ? value.value : value.series.map(({points}) => points.map((p) => p.value)))
}

describe('values of an instant query', () => {
  test.each([
    ['a scalar', '1 + 2 * 3', '7'],
    ['a string', '"text"', '"text"'],
    ['a range vector, open on the left', 'm[2m]', '[[3,4]]'],
    ['1 to the power of NaN, as in Go', 'vector(1) ^ NaN', '{} 1'],
    [
      'best first, whichever order the series have',
      'sort_desc({__name__=~"m|n"})',
      '{__name__="n"} 9 {__name__="m"} 4',
    ],
    ['topk in its order', 'topk(2, {__name__=~"m|n"})', '{__name__="n"} 9 {__name__="m"} 4'],
    ['topk of ties: the first series', 'topk(1, label_replace(m, "x", "1", "", "") or m)', '{__name__="m", x="1"} 4'],
  ])('%s', (_, expr, expected) => {
    expect(query(expr, {m: '1 2 3 4', n: '9'}, expr.includes('[') || expr.includes('m') ? 3 * MINUTE : 0)).toBe(
      expected,
    )
  })

  test.each([
    ['a sample is gone 5 minutes after it was taken', 'n', 5 * MINUTE, ''],
    ['and there a millisecond before', 'n', 5 * MINUTE - 1, '{__name__="n"} 9'],
    ['a stale marker hides the sample before it', 's', 1 * MINUTE, ''],
    ['a range leaves stale markers out', 'count_over_time(s[5m])', 1 * MINUTE, '{} 1'],
  ])('%s', (_, expr, at, expected) => {
    expect(query(expr, {n: '9', s: '1 stale'}, at)).toBe(expected)
  })
})

describe('a mean rounds where Prometheus does', () => {
  const values =
    '133.71428571428572 11.428571428571429 5.714285714285714 74.28571428571429 46.714285714285715 60.42857142857143 ' +
    '25.571428571428573 25.571428571428573 25.571428571428573 121.14285714285714'
  const series = Object.fromEntries(values.split(' ').map((value, i) => [`m{i="${i}"}`, value]))

  test.each([
    ['over time', 'avg_over_time(n[10m])', {n: values}, 9 * MINUTE],
    ['over series', 'avg(m)', series, 0],
  ])('%s', (_, expr, given, at) => {
    expect(query(expr, given, at)).toBe('{} 53.01428571428572')
  })
})

test.each([
  [
    'on(i) matches two series of the right side',
    'm * on(i) m',
    /found duplicate series for the match group \{i="a"\} on the right hand-side/,
  ],
  ['two series of the left side meet one', 'm * on(i) n', /many-to-one matching must be explicit/],
  ['group_left without what tells apart', 'm * on(i) group_left(j) n', /grouping labels must ensure unique matches/],
  [
    'dropped labels make series equal',
    'label_replace(m, "j", "same", "", "")',
    /vector cannot contain metrics with the same labelset/,
  ],
  [
    'dropped names make series equal',
    'abs({__name__=~"m|k", j="x"})',
    /vector cannot contain metrics with the same labelset/,
  ],
  ['no int64', 'topk(NaN, m)', /Scalar value NaN overflows int64/],
])('an error of the data: %s', (_, expr, message) => {
  const series = {'m{i="a",j="x"}': '1', 'm{i="a",j="y"}': '2', 'n{i="a"}': '3', 'k{i="a",j="x"}': '4'}
  expect(() => query(expr, series, 0)).toThrow(
    expect.objectContaining({name: 'PlugmonError', message: expect.stringMatching(message)}),
  )
})

test('remarks carry Prometheus’ texts and a place', () => {
  const expr = 'histogram_quantile(2, b)'
  const {warnings, value} = evaluateInstant(compile(parseExpr(expr), expr), storageOf({b: '1'}), 0)
  expect(value).toEqual({type: 'vector', samples: []})
  expect(warnings).toEqual([
    'PromQL warning: bucket label "le" is missing or has a malformed value of "" for metric name "b" (1:23)',
    'PromQL warning: quantile value should be between 0 and 1, got 2 (1:20)',
  ])
})

test('many steps in one pass give what each step gives alone', () => {
  const byLabels = (a: Sample, b: Sample) => compareLabels(a.labels, b.labels)
  let compared = 0
  for (const seed of [7, 8, 9]) {
    const {series, exprs} = createRandomQueries(seed, 300)
    const storage = storageOf(Object.fromEntries(series.map(({series: metric, values}) => [metric, values])))
    const axis = {start: 2 * MINUTE, stepMs: 45_000, count: 20}
    for (const expr of exprs.filter((text) => !text.includes('@'))) {
      const compiled = compile(parseExpr(expr), expr)
      if (compiled.root.type !== 'vector') continue
      const alone = Array.from({length: axis.count}, (_, step) =>
        instantOf(() => evaluateInstant(compiled, storage, axis.start + step * axis.stepMs).value),
      )
      const whole = instantOf(() => evaluateRange(compiled, storage, axis).value)
      if (whole === undefined || alone.includes(undefined)) continue
      const steps = alone.map((value) => (value!.type === 'vector' ? [...value!.samples].sort(byLabels) : []))
      expect(
        steps.map((_, step) => samplesAt(whole, step).sort(byLabels)),
        expr,
      ).toEqual(steps)
      compared++
    }
  }
  expect(compared).toBeGreaterThan(600)
})

function instantOf<T>(evaluate: () => T): T | undefined {
  try {
    return evaluate()
  } catch (error) {
    if (error instanceof PlugmonError) return undefined
    throw error
  }
}

describe('laws', () => {
  const values = fc.array(fc.double({noNaN: true, min: -1e6, max: 1e6}), {minLength: 1, maxLength: 12})

  test('the rate of a line is its slope', () => {
    fc.assert(
      fc.property(fc.integer({min: 0, max: 1000}), fc.integer({min: 1, max: 50}), (first, slope) => {
        const result = query('rate(c[5m])', {c: `${first + 1000 * slope}+${slope}x20`}, 15 * MINUTE)
        expect(Number(result.slice(3))).toBeCloseTo(slope / 60, 10)
      }),
    )
  })

  test('sum is avg times count, and lies between min and max times count', () => {
    fc.assert(
      fc.property(values, (numbers) => {
        const series = Object.fromEntries(numbers.map((value, i) => [`m{i="${i}"}`, String(value)]))
        const of = (expr: string) => Number(query(expr, series, 0).slice(3))
        const scale = Math.max(1, ...numbers.map(Math.abs)) * numbers.length * 1e-12
        expect(Math.abs(of('sum(m)') - of('avg(m) * count(m)'))).toBeLessThanOrEqual(scale)
        expect(of('sum(m)')).toBeGreaterThanOrEqual(of('min(m) * count(m)') - scale)
        expect(of('sum(m)')).toBeLessThanOrEqual(of('max(m) * count(m)') + scale)
      }),
    )
  })

  test('a vector is what matches another one and what does not', () => {
    const {series} = createRandomQueries(3, 0)
    const storage = storageOf(Object.fromEntries(series.map(({series: metric, values: v}) => [metric, v])))
    const count = (expr: string) => {
      const {value} = evaluateInstant(compile(parseExpr(expr), expr), storage, 9 * MINUTE)
      return value.type === 'vector' ? value.samples.length : NaN
    }
    expect(count('f and on(i) g') + count('f unless on(i) g')).toBe(count('f'))
    expect(count('f or g')).toBe(count('f') + count('g unless f'))
    expect(count('f')).toBeGreaterThan(0)
  })
})

test('labels that are empty are not there', () => {
  expect(createLabels({b: '2', a: '1', c: ''})).toEqual(createLabels({a: '1', b: '2'}))
})
