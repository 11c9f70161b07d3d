import {formatDuration} from '../../promql/duration.ts'
import {compareLabels, createLiteralLabels, formatLabelSet, type Labels} from '../../promql/labels.ts'
import type {Group} from '../group.ts'
import type {AlertTest} from './test-file.ts'

/** An alert as tests see it. */
interface Expected {
  readonly labels: Labels
  readonly annotations: Labels
}

/** Compares the firing alerts of a name with those that a test expects; undefined when they are the same, else promtool's message. */
export function runAlertTest(test: AlertTest, groups: readonly Group[], testName: string): string | undefined {
  const {alertname, evalTimeMs} = test
  const got = firingAlerts(groups, alertname).sort(byLabels)
  const expected = test.expAlerts
    .map(({labels, annotations}) => ({
      labels: createLiteralLabels({...labels, alertname}),
      annotations: createLiteralLabels(annotations),
    }))
    .sort(byLabels)
  if (got.map(keyOf).join() === expected.map(keyOf).join()) return undefined
  const name = testName === '' ? '' : `    name: ${testName},\n`
  const time = formatDuration(evalTimeMs)
  return `${name}    alertname: ${alertname}, time: ${time}, \n        exp:${describe(expected)}, \n        got:${describe(got)}`
}

function firingAlerts(groups: readonly Group[], alertname: string): Expected[] {
  return groups.flatMap((group) =>
    group
      .states()
      .flatMap(({rule, alerts}) =>
        rule.kind === 'alert' && rule.name === alertname
          ? alerts
              .filter(({state}) => state === 'firing')
              .map((alert) => ({labels: alert.labels, annotations: createLiteralLabels(alert.annotationsOfNow()())}))
          : [],
      ),
  )
}

function byLabels(a: Expected, b: Expected): number {
  return compareLabels(a.labels, b.labels) || compareLabels(a.annotations, b.annotations)
}

function keyOf({labels, annotations}: Expected): string {
  return JSON.stringify([labels.key, annotations.key])
}

function describe(alerts: readonly Expected[]): string {
  if (alerts.length === 0) return '[]'
  const items = alerts.map(
    ({labels, annotations}, index) =>
      `${index}:\n  Labels:${formatLabelSet(labels)}\n  Annotations:${formatLabelSet(annotations)}`,
  )
  return indent(`[\n${items.join(',\n')}\n]`)
}

/** Every line but the first moves under the message, as promtool prints it. */
function indent(text: string): string {
  return text.replaceAll('\n', '\n            ')
}
