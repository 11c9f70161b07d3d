import {expect, test} from 'vitest'
import {createGroup} from '../../src/rules/group.ts'
import {parseRuleFile} from '../../src/rules/parse-rule-file.ts'
import {groupsOf, row, scriptedHost} from './rule-host.ts'

/** The labels and annotations of the alert that a rule with these gives. */
function alertOf(fields: string, value = 0.25) {
  const host = scriptedHost((expr) =>
    expr === 'other'
      ? [row({__name__: 'other', zone: 'z'}, 7)]
      : [row({__name__: 'm', job: 'a', instance: 'i'}, value)],
  )
  const outside = {
    ...host,
    externalLabels: {region: 'eu'},
    externalUrl: 'http://plugmon',
    functionUrl: 'http://plugmon',
  }
  const group = createGroup(groupsOf(`- alert: A\n  expr: m\n${fields}`)[0]!, outside)
  group.evaluate(60_000)
  const [alert] = group.states()[0]!.alerts
  const {names, values} = alert!.labels
  return {
    labels: Object.fromEntries(names.map((name, at) => [name, values[at]])),
    annotations: alert!.annotationsOfNow()(),
  }
}

test('annotations see labels, value, external labels, and other series', () => {
  const {annotations} = alertOf(`  annotations:
    plain: as it is
    labels: '{{ $labels.job }} {{ $labels.__name__ }} {{ .Labels.instance }} {{ $labels.severity }}'
    value: '{{ $value }} {{ $value | humanizePercentage }} {{ printf "%.1f" .Value }}'
    outside: '{{ $externalLabels.region }} {{ externalURL }} {{ $externalURL }}'
    query: '{{ with query "other" }}{{ . | first | value }} {{ . | first | label "zone" }}{{ end }}'
    wrong: '{{ query "(" }}'
  labels: {severity: page}
`)
  expect(annotations).toEqual({
    plain: 'as it is',
    labels: 'a m i ',
    value: '0.25 25% 0.2',
    outside: 'eu http://plugmon http://plugmon',
    query: '7 z',
    wrong: expect.stringMatching(
      /^<error expanding template: .*error calling query: 1:2: parse error: unclosed left parenthesis/,
    ),
  })
})

test('labels are templates too, and an empty one is none', () => {
  const {labels} = alertOf("  labels: {where: '{{ $labels.job }}-x', job: '', gone: '{{ $labels.nothing }}'}\n")
  expect(labels).toEqual({alertname: 'A', instance: 'i', where: 'a-x'})
})

test.each([
  ['labels: {x: "{{ $labels.a"}', 'label "x": template: __alert_A:1: unclosed action'],
  ['annotations: {s: "{{ nosuch }}"}', 'annotation "s": template: __alert_A:1: function "nosuch" not defined'],
  ['annotations: {s: "{{ $foo }}"}', 'annotation "s": template: __alert_A:1: undefined variable "$foo"'],
  ['annotations: {s: "{{ if }}"}', 'annotation "s": template: __alert_A:1: missing value for if'],
])('%s is refused with the file', (fields, message) => {
  const {problems} = parseRuleFile(`groups: [{name: a, rules: [{alert: A, expr: up, ${fields}}]}]`, 'r.yml')
  expect(problems.map((problem) => problem.message)).toEqual([`group "a", rule 1, "A": ${message}`])
})
