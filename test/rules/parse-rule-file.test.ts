import {readFileSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import {formatWhere} from '../../src/errors.ts'
import {printExpr} from '../../src/promql/print.ts'
import {parseRuleFile} from '../../src/rules/parse-rule-file.ts'
import {hasPromtool, promtool} from '../helpers/promtool.ts'

/** A group with one alert rule of these lines behind its name. */
function alert(...lines: string[]): string {
  return [
    'groups:',
    '  - name: a',
    '    rules:',
    '      - alert: A',
    ...lines.map((line) => `        ${line}`),
    '',
  ].join('\n')
}

/** A group with these lines. */
function group(...lines: string[]): string {
  return ['groups:', '  - name: a', ...lines.map((line) => `    ${line}`), ''].join('\n')
}

const A = 'group "a", rule 1, "A": '

/** Files that promtool refuses too. */
const REFUSED: readonly (readonly [name: string, text: string, problems: readonly string[]])[] = [
  ['an unknown field of the file', 'group:\n  - name: a\n', ['1:1: field group not found in type rulefmt.RuleGroups']],
  ['an unknown field of a group', group('intervall: 5m'), ['3:5: field intervall not found in type rulefmt.RuleGroup']],
  ['an unknown field of a rule', alert('expr: up', 'fro: 5m'), ['6:9: field fro not found in type rulefmt.Rule']],
  ['a field twice', alert('expr: up', 'expr: down'), ['6:9: mapping key "expr" already defined at line 5']],
  ['a group twice', 'groups:\n  - name: a\n  - name: a\n', ['3:5: groupname: "a" is repeated in the same file']],
  ['a group without a name', 'groups:\n  - rules: []\n', ['2:5: Groupname must not be empty']],
  ['record and alert', alert('record: b', 'expr: up'), [`5:17: ${A}only one of 'record' and 'alert' must be set`]],
  ['neither', group('rules:', '  - expr: up'), [`4:9: group "a", rule 1, "": one of 'record' or 'alert' must be set`]],
  ['no expression', alert('for: 5m'), [`4:9: ${A}field 'expr' must be set in rule`]],
  ['an empty expression', alert('expr:'), [`5:14: ${A}field 'expr' must be set in rule`]],
  [
    'a bad expression in a block',
    alert('expr: |', '  up and', '    foo bar'),
    [`7:17: ${A}could not parse expression: 2:7: parse error: unexpected identifier "bar"`],
  ],
  [
    'a bad expression in quotes',
    alert('expr: "rate(up)"'),
    [
      `5:21: ${A}could not parse expression: 1:6: parse error: ` +
        'expected type range vector in call to function "rate", got instant vector',
    ],
  ],
  [
    'a bad expression in a folded block',
    alert('expr: >-', '  up', '  and', '  ('),
    [`5:15: ${A}could not parse expression: 1:9: parse error: unclosed left parenthesis`],
  ],
  [
    'fields of alerts in a recording rule',
    group(
      'rules:',
      '  - record: A',
      '    expr: up',
      '    for: 5m',
      '    keep_firing_for: 5m',
      '    annotations: {a: b}',
    ),
    ['annotations', 'for', 'keep_firing_for'].map((field) => `4:17: ${A}invalid field '${field}' in recording rule`),
  ],
  [
    'braces in the name of a series',
    group('rules:', '  - record: "A{b}"', '    expr: up'),
    ['4:17: group "a", rule 1, "A{b}": braces present in the recording rule name; should it be in expr?: A{b}'],
  ],
  [
    'bad names of labels and annotations',
    alert('expr: up', 'labels: {__name__: x, "": z}', 'annotations: {"": x}'),
    [`6:28: ${A}invalid label name: __name__`, `6:35: ${A}invalid label name: `, `7:27: ${A}invalid annotation name: `],
  ],
  ['a bad label of a group', group('labels: {__name__: x}'), ['3:24: invalid label name: __name__']],
  ['a duration without a unit', alert('expr: up', 'for: 5'), ['6:14: for: not a valid duration string: "5"']],
  ['a negative duration', alert('expr: up', 'for: -5m'), ['6:14: for: not a valid duration string: "-5m"']],
  ['an unknown unit', group('interval: 1x'), ['3:15: interval: unknown unit "x" in duration "1x"']],
  ['an empty duration', group('interval: ""'), ['3:15: interval: empty duration string']],
  ['a map for a text', alert('expr: up', 'for: {a: 1}'), ['6:14: cannot unmarshal !!map into string']],
  ['a list for labels', alert('expr: up', 'labels: [a]'), ['6:17: cannot unmarshal !!seq into map[string]string']],
  ['a map for a label', alert('expr: up', 'labels: {a: {b: c}}'), ['6:21: cannot unmarshal !!map into string']],
  ['a word for a number', group('limit: x'), ['3:12: cannot unmarshal !!str `x` into int']],
  ['a number in quotes', group('limit: "5"'), ['3:12: cannot unmarshal !!str `5` into int']],
  ['a number that no int holds', group('limit: 1e20'), ['3:12: cannot unmarshal !!float `1e20` into int']],
  [
    'a merge key of a word',
    group('rules:', '  - <<: x', '    alert: A', '    expr: up'),
    ['4:13: yaml: map merge requires map or sequence of maps as the value'],
  ],
  [
    'two merge keys',
    group('labels: &l {a: b}', 'rules:', '  - {alert: A, expr: up, labels: {<<: *l, <<: *l}}'),
    ['5:47: mapping key "<<" already defined at line 5'],
  ],
  [
    'a merge key in quotes',
    group('rules:', '  - {"<<": {expr: up}, alert: A, expr: up}'),
    ['4:10: field << not found in type rulefmt.Rule'],
  ],
  [
    'a control character',
    alert('expr: up', 'labels: {a: "x\x07"}'),
    ['6:23: yaml: control characters are not allowed'],
  ],
  ['a map for the groups', 'groups:\n  name: a\n', ['2:3: cannot unmarshal !!map into []rulefmt.RuleGroup']],
  ['a word for a rule', group('rules:', '  - x'), ['4:9: cannot unmarshal !!str `x` into rulefmt.Rule']],
  ['a word', 'hello', ['1:1: cannot unmarshal !!str `hello` into rulefmt.RuleGroups']],
  ['broken YAML', 'groups:\n\t- name: a\n', ['2:1: yaml: Tabs are not allowed as indentation']],
  [
    'several at once',
    group('x: 1', 'rules:', '  - alert: A', '    expr: up', '    fro: 5m'),
    ['3:5: field x not found in type rulefmt.RuleGroup', '7:9: field fro not found in type rulefmt.Rule'],
  ],
]

/** What YAML takes for which number. */
const LIMITS = {
  '5': 5,
  '+5': 5,
  '-5': -5,
  '5.9': 5,
  '1e3': 1000,
  '1_000': 1000,
  '0x1f': 31,
  '010': 8,
  '0o10': 8,
  '0b11': 3,
  '~': 0,
}

const ACCEPTED: readonly (readonly [name: string, text: string, rules: number])[] = [
  ['an empty file', '', 0],
  ['a comment', '# x\n', 0],
  ['no groups', 'groups:\n', 0],
  ...Object.keys(LIMITS).map((limit) => [`a limit of ${limit}`, group(`limit: ${limit}`), 0] as const),
  ['an empty item', 'groups:\n  -\n  - name: a\n    rules:\n      -\n', 0],
  ['a group without rules', 'groups:\n  - name: 1\n', 0],
  ['labels that are null', alert('expr: up', 'labels: ~'), 1],
  ['numbers and truths as texts', alert('expr: 1', 'labels: {a: 1, b: true, c: null, d: 1.0, e: ~}', 'for: 0'), 1],
  ['any text as a name', alert('expr: up', 'labels: {"a b": x}').replace('A', '"A {b}"'), 1],
  ['a range vector and a string', group('rules:', '  - {record: a, expr: "up[5m]"}', `  - {alert: b, expr: '"x"'}`), 2],
  ['a series name of any letters', group('rules:', '  - {record: "a b", expr: up}'), 1],
  ['more than one document, of which the first counts', 'groups: []\n---\nx: y\n', 0],
  [
    'anchors and merge keys',
    group(
      ...['labels: &l {severity: page}', 'rules:', '  - &r', '    alert: A', '    expr: up', '    labels:'],
      ...['      <<: *l', '      a: b', '  - <<: *r', '    alert: B'],
    ),
    2,
  ],
]

describe('parseRuleFile', () => {
  test.each(REFUSED)('refuses %s', (_, text, problems) => {
    const file = parseRuleFile(text, 'r.yml')
    expect(file.problems.map(({where, message}) => `${formatWhere(where)}: ${message}`)).toEqual(
      problems.map((problem) => `r.yml:${problem}`),
    )
  })

  test.each(ACCEPTED)('accepts %s', (_, text, rules) => {
    const file = parseRuleFile(text, 'r.yml')
    expect(file.problems).toEqual([])
    expect(file.groups.flatMap((each) => each.rules)).toHaveLength(rules)
  })

  test.skipIf(!hasPromtool)('promtool refuses and accepts the same files', () => {
    const files = [...REFUSED, ...ACCEPTED].map(([name, text]) => [
      name,
      promtool(['check', 'rules', 'r.yml'], {'r.yml': text}).status,
    ])
    expect(files).toEqual([...REFUSED.map(([name]) => [name, 1]), ...ACCEPTED.map(([name]) => [name, 0])])
  })

  test.each([
    ['endless nesting', '['.repeat(20_000)],
    ['a node that merges itself', 'groups:\n  - &r {<<: *r, name: a, x: 1}\n'],
    ['a merge key of nothing', 'groups: [{<<, name: a}]\n'],
    ['a list that holds itself', 'groups: &a [*a]\n'],
    [
      'merges upon merges',
      `groups:\n${Array.from({length: 30}, (_, i) => `  - &a${i} {<<: [${`*a${i - 1},`.repeat(i && 9)}], name: ""}\n`).join('')}`,
    ],
  ])('%s is a problem like others', (_, text) => {
    expect(parseRuleFile(text, 'r.yml').problems.length).toBeGreaterThan(0)
  })

  test('reads every field', () => {
    const text = `
groups:
  - name: g
    interval: 1m30s
    query_offset: 10s
    limit: 7
    labels: {team: a, severity: low}
    rules:
      - alert: A
        expr: up   ==   0
        for: 5m
        keep_firing_for: 1h
        labels: {severity: page}
        annotations:
          summary: "{{ $labels.job }}"
      - record: job:up:sum
        expr: |
          sum by (job) (up)
`
    const {groups, problems} = parseRuleFile(text, 'dir/r.yml')
    expect(problems).toEqual([])
    const [first, second] = groups[0]!.rules
    expect(groups[0]).toMatchObject({name: 'g', file: 'dir/r.yml', intervalMs: 90_000, queryOffsetMs: 10_000, limit: 7})
    expect(first).toMatchObject({
      ...{kind: 'alert', name: 'A', holdMs: 300_000, keepFiringMs: 3_600_000},
      labels: {team: 'a', severity: 'page'},
      annotations: {summary: '{{ $labels.job }}'},
      where: {file: 'dir/r.yml', line: 9, column: 9},
      exprWhere: {line: 10, column: 15},
    })
    expect(second).toMatchObject({kind: 'record', name: 'job:up:sum', labels: {team: 'a', severity: 'low'}})
    expect([first, second].map((rule) => printExpr(rule!.expr))).toEqual(['up == 0', 'sum by (job) (up)'])
  })

  test.each([
    ['plain over several lines', 'sum by (job)\n          (up)'],
    ['in quotes over several lines', '"sum\n          by (job) (up)"'],
    ['in single quotes', "'sum by (job) (up)'"],
    ['a literal block', '|\n          sum by (job) (\n            up # a remark\n          )'],
    ['a folded block', '>-\n          sum\n          by (job)\n\n          (up)'],
    ['a block with its indent told', '|2\n            sum by (job) (up)'],
    ['lines that end like those of Windows', '|\r\n          sum by (job)\r\n            (up)\r'],
    ['with an escape', '"sum by (\\u006aob) (up)"'],
  ])('reads an expression that is %s', (_, expr) => {
    const text = `\ufeffgroups:\n  - name: a\n    rules:\n      - record: r\n        expr: ${expr}\n`
    const {groups, problems} = parseRuleFile(text, 'r.yml')
    expect(problems).toEqual([])
    expect(printExpr(groups[0]!.rules[0]!.expr)).toBe('sum by (job) (up)')
  })

  test.each(Object.entries(LIMITS))('reads a limit of %s', (limit, number) => {
    const {groups, problems} = parseRuleFile(group(`limit: ${limit}`), 'r.yml')
    expect(problems).toEqual([])
    expect(groups[0]!.limit).toBe(number)
  })

  test.each([
    ['a bare list of rules', '- {alert: A, expr: up}\n- {record: b, expr: up}\n', ['A', 'b']],
    ['a single rule', 'alert: A\nexpr: up\nfor: 5m\n', ['A']],
  ])('%s is one group, named like the file', (_, text, names) => {
    const {groups, problems} = parseRuleFile(text, 'dir/r.yml')
    expect(problems).toEqual([])
    expect(groups).toHaveLength(1)
    expect(groups[0]!.name).toBe('dir/r.yml')
    expect(groups[0]!.rules.map(({name}) => name)).toEqual(names)
  })
})

describe('the rules that ship', () => {
  const text = readFileSync(new URL('../../src/rules/builtin.yml', import.meta.url), 'utf8')

  test('load', () => {
    const {groups, problems} = parseRuleFile(text, 'builtin.yml')
    expect(problems).toEqual([])
    expect(groups.map(({name, rules}) => [name, rules.length])).toEqual([
      ['plugmon', 10],
      ['plugmon-thresholds', 6],
    ])
  })

  test.skipIf(!hasPromtool)('pass promtool check rules, lint and all', () => {
    expect(promtool(['check', 'rules', '--lint-fatal', 'builtin.yml'], {'builtin.yml': text}).text).toMatch(
      /SUCCESS: 16 rules found/,
    )
  })
})
