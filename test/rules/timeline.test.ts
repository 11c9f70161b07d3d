import fc from 'fast-check'
import {expect, test} from 'vitest'
import {createGroup} from '../../src/rules/group.ts'
import {hasPromtool, promtool} from '../helpers/promtool.ts'
import {groupsOf, row, scriptedHost} from './rule-host.ts'

const MINUTES = 45

/** One series a job; a value a minute, or nothing from then on. Long runs, so that what waits for minutes gets its time. */
const run = fc.tuple(fc.constantFrom(0, 1, 2, 'stale' as const), fc.integer({min: 1, max: 8}))
const values = fc
  .array(run, {minLength: 12, maxLength: 20})
  .map((runs) => runs.flatMap(([value, length]) => Array.from({length}, () => value)).slice(0, MINUTES))
const scenario = fc.record({
  series: fc.array(values, {minLength: 1, maxLength: 3}),
  hold: fc.constantFrom('0s', '1m', '3m', '90s'),
  keep: fc.constantFrom('0s', '2m', '5m'),
})

type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never

/** A rule file over the series of this scenario. */
function ruleFile({hold, keep}: Scenario, index: number): string {
  const rule = `{alert: A, expr: m${index} > 0, for: ${hold}, keep_firing_for: ${keep}, labels: {severity: page}}`
  return `groups: [{name: g${index}, rules: [${rule}, {record: r${index}, expr: m${index} * 2}]}]`
}

/** The samples that exist at each minute, as promtool names them. */
function ours(given: Scenario, index: number): string[][] {
  const {series} = given
  const host = scriptedHost((expr, at) =>
    series.flatMap((points, job) => {
      const value = points[at / 60_000]
      if (value === undefined || value === 'stale') return []
      const labels = {__name__: `m${index}`, job: String(job)}
      if (expr.includes('*')) return [row({job: labels.job}, value * 2)]
      return value > 0 ? [row(labels, value)] : []
    }),
  )
  const group = createGroup(groupsOf(ruleFile(given, index))[0]!, host)
  return Array.from({length: MINUTES}, (_, minute) => {
    group.evaluate(minute * 60_000)
    return host.samples
      .splice(0)
      .filter(({isStale}) => !isStale)
      .map(({labels, value}) => {
        const pairs = labels.names.map((name, at) => `${name}="${labels.values[at]}"`)
        return `${value} {${pairs.join(', ')}}`
      })
  })
}

/** A unit test that holds exactly when promtool finds the same samples at every minute. */
function unitTest({series}: Scenario, index: number, samples: readonly (readonly string[])[]): unknown {
  const queries = ['ALERTS', 'ALERTS_FOR_STATE', `r${index}`]
  return {
    interval: '1m',
    input_series: series.map((points, job) => ({series: `m${index}{job="${job}"}`, values: points.join(' ')})),
    promql_expr_test: samples.flatMap((expected, minute) =>
      queries.map((expr) => ({
        expr: expr.startsWith('r') ? expr : `${expr}{alertname="A"}`,
        eval_time: `${minute}m`,
        exp_samples: expected
          .filter((sample) => sample.includes(`__name__="${expr}"`))
          .map((sample) => ({labels: sample.slice(sample.indexOf('{')), value: Number(sample.split(' ')[0])})),
      })),
    ),
  }
}

test.skipIf(!hasPromtool)(
  'ALERTS, ALERTS_FOR_STATE and recorded series of random series are promtool’s at every tick',
  () => {
    const scenarios = fc.sample(scenario, {seed: 35, numRuns: 40})
    const files: Record<string, string> = {}
    scenarios.forEach((given, index) => {
      const samples = ours(given, index)
      files[`rules${index}.yml`] = ruleFile(given, index)
      files[`test${index}.yml`] = JSON.stringify({
        rule_files: [`rules${index}.yml`],
        evaluation_interval: '1m',
        tests: [unitTest(given, index, samples)],
      })
    })
    const {text, status} = promtool(['test', 'rules', ...scenarios.map((_, index) => `test${index}.yml`)], files)
    expect(
      text
        .split('\n')
        .filter((line) => line.trim() !== '' && !/SUCCESS|Unit Testing/.test(line))
        .slice(0, 40),
    ).toEqual([])
    expect(status).toBe(0)
  },
)
