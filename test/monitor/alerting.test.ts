import {expect, test} from 'vitest'
import {createMetrics} from '../../src/metrics/metrics.ts'
import {createAlerting} from '../../src/monitor/alerting.ts'
import {compile} from '../../src/promql/compile.ts'
import {evaluateInstant} from '../../src/promql/evaluate.ts'
import {parseExpr} from '../../src/promql/parse.ts'
import {parseRuleFile} from '../../src/rules/parse-rule-file.ts'
import {finish} from '../../src/rules/steps.ts'
import {at, event, START_AT, take} from '../metrics/events.ts'

const INTERVAL_MS = 15_000
const TICKS = 40

/** Ticks at which the gauge is above 0: an alert that waits 30 s fires from the third of them on. */
function isUp(tick: number): boolean {
  return tick % 20 < 12
}

/** The rules over 40 ticks, with questions asked at some of them: what ALERTS says over time. */
function run(rules: string, asksAt: (tick: number) => boolean): unknown {
  const metrics = createMetrics({intervalMs: INTERVAL_MS})
  const alerting = createAlerting(metrics.history, {
    groups: parseRuleFile(rules, 'rules.yml').groups,
    intervalMs: INTERVAL_MS,
    retentionMs: 3_600_000,
  })
  let now = START_AT
  const ask = (text: string) => evaluateInstant(compile(parseExpr(text), text), alerting.querier, now).value
  for (let tick = 0; tick < TICKS; tick++) {
    const level = event('metric', (now - START_AT) / 1_000 + 1, {
      name: 'level',
      kind: 'gauge',
      value: isUp(tick) ? 1 : 0,
    })
    take(metrics, 'h', level)
    now += INTERVAL_MS
    metrics.tick(now)
    finish(alerting.tick(now))
    if (asksAt(tick)) ask('ALERTS')
  }
  return [
    'ALERTS[15m]',
    'ALERTS_FOR_STATE[15m]',
    'count_over_time(meta[15m])',
    'ALERTS offset 5m',
    '{alertname="A"}',
  ].map(ask)
}

const RULES = '{alert: A, expr: level > 0, for: 30s}'

test('what alerts write is the same whether somebody reads it at every tick, now and then, or at the end', () => {
  const atTheEnd = run(`[${RULES}]`, () => false)
  expect(run(`[${RULES}]`, () => true)).toEqual(atTheEnd)
  expect(run(`[${RULES}]`, (tick) => tick % 7 === 3)).toEqual(atTheEnd)
})

test('ALERTS holds while the alert stands, in its state, and another rule reads it at once', () => {
  const [alerts, forState, meta] = run(
    `[${RULES}, {record: meta, expr: 'ALERTS{alertstate="firing"}'}]`,
    () => false,
  ) as {series: {labels: {values: string[]}; points: {at: number; value: number}[]}[]; samples: {value: number}[]}[]
  const ticksOf = (state: string) =>
    alerts!.series
      .filter(({labels}) => labels.values.includes(state))
      .flatMap(({points}) => points.map((point) => (point.at - at(0)) / INTERVAL_MS - 1))
  const upTicks = Array.from({length: TICKS}, (_, tick) => tick).filter(isUp)
  expect(ticksOf('pending')).toEqual(upTicks.filter((tick) => tick % 20 < 2))
  expect(ticksOf('firing')).toEqual(upTicks.filter((tick) => tick % 20 >= 2))
  expect(forState!.series[0]!.points.map(({value}) => value)).toEqual(
    upTicks.map((tick) => Math.floor((at(0) + (tick < 20 ? 1 : 21) * INTERVAL_MS) / 1_000)),
  )
  expect(meta!.samples.map(({value}) => value)).toEqual([20])
})
