import {readFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {runUnitTests} from '../../src/rules/unit-test/run.ts'

const builtin = readFileSync(new URL('../../src/rules/builtin.yml', import.meta.url), 'utf8')

/** Connected until 1:00, when the last event came, then again from 3:00 on. */
const TESTS = `
rule_files: [builtin.yml]
evaluation_interval: 15s
tests:
  - interval: 15s
    input_series:
      - {series: 'up{instance="h"}', values: 1x4 0x6 1x20}
      - {series: 'plugmon_last_event_timestamp_seconds{instance="h"}', values: 60x40}
    alert_rule_test:
      - {eval_time: 1m, alertname: HostDown, exp_alerts: []}
      - eval_time: 75s
        alertname: HostDown
        exp_alerts:
          - exp_labels: {instance: h, severity: critical}
            exp_annotations: {summary: The host h is down, description: There is no connection to h.}
      - {eval_time: 195s, alertname: HostSilent, exp_alerts: []}
      - eval_time: 270s
        alertname: HostSilent
        exp_alerts:
          - exp_labels: {instance: h, severity: warning}
            exp_annotations: {summary: The host h is silent, description: h is connected and has sent nothing for 3m 30s.}
`

test('a host that is down is not silent, nor in the first minute after it has come back', () => {
  const read = (path: string) => (path === 'builtin.yml' ? builtin : TESTS)
  const [result] = runUnitTests('tests.yml', {read, ruleFiles: (pattern) => [pattern]})
  expect(result?.failures).toEqual([])
})
