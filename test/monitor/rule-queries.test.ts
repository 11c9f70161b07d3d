import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {PluginEvent} from '../../src/event.ts'
import {createMetrics} from '../../src/metrics/metrics.ts'
import {createQuerier} from '../../src/monitor/querier.ts'
import {createRuleQueries} from '../../src/monitor/rule-queries.ts'
import {createRuleSeries} from '../../src/monitor/rule-series.ts'
import {compile} from '../../src/promql/compile.ts'
import {parseExpr} from '../../src/promql/parse.ts'
import {rowsAt} from '../../src/rules/look-ahead.ts'
import type {Answer, Row} from '../../src/rules/query.ts'
import {event, load, START_AT, state, take} from '../metrics/events.ts'

const INTERVAL_MS = 15_000
const OPTIONS = {defaultStepMs: INTERVAL_MS}

const OVER_RANGE =
  'rate increase delta irate idelta changes resets sum_over_time avg_over_time min_over_time max_over_time count_over_time last_over_time present_over_time stddev_over_time stdvar_over_time deriv absent_over_time'.split(
    ' ',
  )
const RANGES = [
  'plugin_errors[1m]',
  'plugin_errors{error_type="A"}[20s]',
  'plugin_state_changes{new_state="error"}[3m]',
  'level[1m]',
  'level[15s]',
  'level[1m] offset 30s',
  'plugin_load_time[2m]',
  '{__name__=~"plugin_errors|level"}[1m]',
]
const AGGREGATIONS = 'sum avg min max count group stddev stdvar'.split(' ')

/** Leaves of expressions, which the others nest. */
const vector = fc.oneof(
  fc.tuple(fc.constantFrom(...OVER_RANGE), fc.constantFrom(...RANGES)).map(([of, range]) => `${of}(${range})`),
  fc.constantFrom(
    'level',
    'plugin_errors',
    'plugin_load_time',
    'plugins_loaded{state="error"}',
    'quantile_over_time(0.5, level[1m])',
    'predict_linear(level[1m], 60)',
    'timestamp(level)',
    'vector(3)',
  ),
)

const nested = fc.letrec<{expr: string}>((tie) => ({
  expr: fc.oneof(
    {maxDepth: 3, withCrossShrink: true},
    vector,
    fc
      .tuple(
        fc.constantFrom(...AGGREGATIONS),
        fc.constantFrom('', 'by (plugin_name)', 'without (error_type)'),
        tie('expr'),
      )
      .map(([op, by, of]) => `${op} ${by} (${of})`),
    fc
      .tuple(tie('expr'), fc.constantFrom('> 0', '<= bool 0.1', '* 60', '% 2', '!= 1', '> time() / 1e9'))
      .map(([of, operation]) => `(${of} ${operation})`),
    fc
      .tuple(tie('expr'), fc.constantFrom('+', '/', '>', 'and', 'unless', 'or'), tie('expr'))
      .map((all) => `(${all.join(' ')})`),
    fc
      .tuple(fc.constantFrom('and on (plugin_name)', '* on (plugin_name) group_left ()'), tie('expr'), tie('expr'))
      .map(([operation, left, right]) => `(${left} ${operation} ${right})`),
    tie('expr').map((of) => `histogram_quantile(0.9, ${of})`),
    tie('expr').map((of) => `histogram_count(${of})`),
    tie('expr').map((of) => `-${of}`),
    tie('expr').map((of) => `clamp_max(abs(${of}), 1)`),
    tie('expr').map((of) => `topk(2, ${of})`),
    tie('expr').map((of) => `sort(${of})`),
    tie('expr').map((of) => `label_replace(${of}, "kind", "$1", "plugin_name", ".*-(.)")`),
    tie('expr').map((of) => `max_over_time((${of})[1m:15s])`),
    tie('expr').map((of) => `vector(scalar(${of}))`),
  ),
})).expr

/** What alerts on durations ask: for this there is a shorter way. */
const highQuantile = fc
  .record({
    q: fc.constantFrom('0', '0.5', '0.9', '0.95', '1'),
    by: fc.constantFrom('', 'by (plugin_name)', 'by (instance)', 'without (version)', 'by (version)'),
    growth: fc.constantFrom('rate', 'increase'),
    of: fc.constantFrom('plugin_load_time', 'plugin_load_time{plugin_name=~".*-[0-3]"}'),
    range: fc.constantFrom('1m', '2m', '20s', '15s', '50s'),
    operator: fc.constantFrom('>', '>='),
    limit: fc.constantFrom('0.1', '0.5', String(4 / 7), '1', '1.2'),
  })
  .map(
    ({q, by, growth, of, range, operator, limit}) =>
      `histogram_quantile(${q}, sum ${by} (${growth}(${of}[${range}]))) ${operator} ${limit}`,
  )

/** What happens in the slot before a tick; `jump` sets the clock, `silence` leaves ticks out. */
const step = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({
      do: fc.constantFrom('error', 'load', 'state', 'level'),
      plugin: fc.nat(5),
      value: fc.nat(9),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({do: fc.constantFrom('told-error', 'told-load'), plugin: fc.nat(5), value: fc.nat(9)}),
  },
  {weight: 1, arbitrary: fc.record({do: fc.constantFrom('jump', 'silence'), plugin: fc.constant(0), value: fc.nat(9)})},
)

function toEvent({do: what, plugin, value}: {do: string; plugin: number; value: number}, now: number): PluginEvent {
  const seconds = (now - START_AT) / 1000 + 1 + value
  const pluginName = `plugin-${String(plugin)}`
  const errorType = value > 4 ? 'A' : 'B'
  const labels = {plugin_name: pluginName}
  switch (what) {
    case 'error':
      return event('error', seconds, {pluginName, errorType, message: 'no'})
    case 'load':
      return load(seconds, pluginName, (value + 1) / 7)
    case 'state':
      return state(seconds, pluginName, ['loaded', 'error', 'unloaded'][value % 3]!)
    case 'level':
      return event('metric', seconds, {name: 'level', kind: 'gauge', value: value / 3 - 1, unit: '1', labels})
    case 'told-load': {
      // What fits into no bucket, among others.
      const told = value > 6 ? -1 : value / 5
      return event('metric', seconds, {name: 'plugin_load_time', kind: 'histogram', value: told, unit: 's', labels})
    }
    default: {
      const told = {...labels, error_type: errorType}
      return event('metric', seconds, {name: 'plugin_errors', kind: 'counter', value: 1, unit: '1', labels: told})
    }
  }
}

/** The rows by their labels; what is sorted inside of an expression has an order that nobody promises. */
function answer(query: () => readonly Row[]): unknown {
  try {
    return new Map(query().map(({labels, value}) => [labels.key, value]))
  } catch (error) {
    return (error as Error).message
  }
}

/** Follows what answers tell of their changes, and gives the rows that must be there then; what is not among the changes must be as it was. */
function createFollowing(): (answer: Answer) => readonly Row[] {
  let known = new Map<Row, Row['value']>()
  return ({rows, since}) => {
    if (since === undefined) known = new Map()
    for (const row of since?.went ?? []) expect(known.delete(row)).toBe(true)
    for (const row of since?.came ?? rows) {
      expect(known.has(row)).toBe(false)
      known.set(row, row.value)
    }
    for (const row of since?.moved ?? []) if (known.has(row)) known.set(row, row.value)
    for (const [row, value] of known) expect(row.value).toBe(value)
    return [...known.keys()]
  }
}

test('the values of a series that is younger than the window weigh more than those of others', () => {
  const text = 'histogram_quantile(0.5, sum by (plugin_name) (rate(plugin_load_time[2m]))) > 0.5'
  const metrics = createMetrics({intervalMs: INTERVAL_MS})
  const querier = createQuerier(metrics.history, createRuleSeries(0))
  const plain = compile(parseExpr(text), text)
  const queries = createRuleQueries(querier, INTERVAL_MS)
  const followed = queries.query(parseExpr(text))
  let now = START_AT
  const holds: boolean[] = []
  for (let tick = 1; tick <= 22; tick++) {
    const seconds = (now - START_AT) / 1000 + 1
    for (let nth = 0; nth < (tick === 1 || tick === 15 ? 9 : 0); nth++) take(metrics, 'h', load(seconds, 'p', 0.1))
    for (let nth = 0; nth < (tick === 15 ? 8 : 0); nth++) {
      take(metrics, 'h', load(seconds, 'p', 0.9, {version: '2'}))
    }
    now += INTERVAL_MS
    metrics.tick(now)
    queries.startTick(now)
    const rows = followed(now).rows.map(({value}) => value)
    expect(rows).toEqual(rowsAt(plain, querier, now, OPTIONS).map(({value}) => value))
    holds.push(rows.length > 0)
  }
  expect(holds.indexOf(true)).toBe(14)
})

test('what rules follow is, row by row and bit by bit, what they would get anew', () => {
  fc.assert(
    fc.property(
      fc
        .tuple(fc.array(nested, {minLength: 12, maxLength: 12}), fc.array(highQuantile, {minLength: 6, maxLength: 6}))
        .map((both) => both.flat()),
      fc.array(fc.array(step, {maxLength: 6}), {minLength: 20, maxLength: 30}),
      fc.nat(20),
      (texts, slots, reloadAt) => {
        const metrics = createMetrics({intervalMs: INTERVAL_MS})
        const querier = createQuerier(metrics.history, createRuleSeries(0))
        const queries = createRuleQueries(querier, INTERVAL_MS)
        const rules = texts.map((text) => ({text, expr: parseExpr(text)}))
        const plain = rules.map(({expr, text}) => compile(expr, text))
        let followed = rules.map(({expr}) => queries.query(expr))
        let following = rules.map(createFollowing)
        let now = START_AT
        slots.forEach((slot, index) => {
          for (const each of slot) {
            if (each.do === 'silence') now += each.value * INTERVAL_MS
            else if (each.do === 'jump') {
              now += (each.value - 5) * 3_600_000
              metrics.newEpoch(now + 1)
            } else take(metrics, 'host-1', toEvent(each, now))
          }
          now += INTERVAL_MS
          metrics.tick(now)
          if (index === reloadAt) {
            queries.announce([])
            followed = rules.map(({expr}) => queries.query(expr))
            following = rules.map(createFollowing)
          }
          queries.startTick(now)
          rules.forEach(({text}, rule) => {
            // Some rules have a longer interval than others.
            if (rule % 4 === 3 && index % 3 !== 0) return
            const got = answer(() => {
              const given = followed[rule]!(now)
              expect(new Set(following[rule]!(given))).toEqual(new Set(given.rows))
              return given.rows
            })
            expect(got, `${text} at tick ${String(index)}`).toEqual(
              answer(() => rowsAt(plain[rule]!, querier, now, OPTIONS)),
            )
          })
        })
      },
    ),
    {numRuns: 25},
  )
}, 120_000)
