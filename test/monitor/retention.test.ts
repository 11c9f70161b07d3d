import {expect, test} from 'vitest'
import {createMetrics} from '../../src/metrics/metrics.ts'
import {createAlerting} from '../../src/monitor/alerting.ts'
import {evaluateInstant} from '../../src/promql/evaluate.ts'
import {compile} from '../../src/promql/compile.ts'
import {parseExpr} from '../../src/promql/parse.ts'
import {parseRuleFile} from '../../src/rules/parse-rule-file.ts'
import {finish} from '../../src/rules/steps.ts'
import {event, START_AT, take} from '../metrics/events.ts'

const INTERVAL_MS = 15_000
const TICKS_IN_3H = 720

test('rules that are loaded later look as far back as they say', () => {
  const retentionMs = 3_600_000
  const metrics = createMetrics({intervalMs: INTERVAL_MS, retentionMs})
  const alerting = createAlerting(metrics.history, {groups: [], intervalMs: INTERVAL_MS, retentionMs})
  const text = 'count_over_time(level[3h])'
  alerting.load(parseRuleFile(`[{alert: A, expr: '${text} > 0'}]`, 'rules.yml').groups)
  let now = START_AT
  for (let tick = 0; tick < TICKS_IN_3H + 60; tick++) {
    const gauge = {name: 'level', kind: 'gauge', value: tick, unit: '1'} as const
    take(metrics, 'host-1', event('metric', (now - START_AT) / 1000 + 1, gauge))
    now += INTERVAL_MS
    metrics.tick(now)
    finish(alerting.tick(now))
  }
  expect(alerting.standing().map(({value}) => value)).toEqual([TICKS_IN_3H])
  const {value} = evaluateInstant(compile(parseExpr(text), text), alerting.querier, now)
  expect(value).toMatchObject({samples: [{value: TICKS_IN_3H}]})
})
