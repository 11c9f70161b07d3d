import {PlugmonError} from '../../errors.ts'
import {readFields, type Fields} from '../fields.ts'
import {collectProblems, type Report} from '../problems.ts'
import {readYaml, type YamlNode} from '../yaml-node.ts'

/** A file of rule unit tests, as promtool 3.5 reads it. */
export interface TestFile {
  /** Patterns, relative to the test file. */
  readonly ruleFiles: readonly string[]
  readonly evaluationIntervalMs: number
  readonly groupEvalOrder: readonly string[]
  readonly fuzzyCompare: boolean
  readonly tests: readonly TestGroup[]
}

/** Series, and what rules and expressions must make of them. */
export interface TestGroup {
  readonly name: string
  readonly intervalMs: number
  readonly inputSeries: readonly {readonly series: string; readonly values: string}[]
  /** A log whose events are the input, beside or instead of `inputSeries`: plugmon's own field. */
  readonly events: string
  readonly alertTests: readonly AlertTest[]
  readonly exprTests: readonly ExprTest[]
  readonly externalLabels: Readonly<Record<string, string>>
  readonly externalUrl: string
}

/** Which alerts of a name fire at a time. */
export interface AlertTest {
  readonly evalTimeMs: number
  readonly alertname: string
  readonly expAlerts: readonly {
    readonly labels: Readonly<Record<string, string>>
    readonly annotations: Readonly<Record<string, string>>
  }[]
}

/** What an expression gives at a time. */
export interface ExprTest {
  readonly expr: string
  readonly evalTimeMs: number
  readonly expSamples: readonly {readonly labels: string; readonly value: number; readonly histogram: string}[]
}

const DEFAULT_INTERVAL_MS = 60_000

/** Reads a test file. Throws bad-test with the first problem's place: unknown fields are errors, as in promtool. */
export function readTestFile(text: string, file: string): TestFile {
  const {problems, report} = collectProblems()
  const root = readYaml(text, file, report)
  const names = ['rule_files', 'evaluation_interval', 'group_eval_order', 'tests', 'fuzzy_compare']
  const fields = root && readFields(root, 'main.unitTestFile', names, report)
  const evaluationIntervalMs = fields?.duration('evaluation_interval') || DEFAULT_INTERVAL_MS
  const testFile: TestFile = {
    ruleFiles: textsOf(fields, 'rule_files'),
    evaluationIntervalMs,
    groupEvalOrder: textsOf(fields, 'group_eval_order'),
    fuzzyCompare: fields?.truth('fuzzy_compare') ?? false,
    tests: (fields?.list('tests', '[]main.testGroup') ?? []).flatMap((node) =>
      readGroup(node, evaluationIntervalMs, report),
    ),
  }
  const problem = problems[0]
  if (problem !== undefined) throw new PlugmonError('bad-test', problem.message, {where: problem.where})
  return testFile
}

function readGroup(node: YamlNode, evaluationIntervalMs: number, report: Report): TestGroup[] {
  const names = [
    'name',
    'interval',
    'input_series',
    'events',
    'alert_rule_test',
    'promql_expr_test',
    'external_labels',
    'external_url',
  ]
  const fields = readFields(node, 'main.testGroup', names, report)
  if (fields === undefined) return []
  const each = <T>(name: string, type: string, keys: string[], read: (inner: Fields) => T): T[] =>
    fields.list(name, `[]${type}`).flatMap((item) => {
      const inner = readFields(item, type, keys, report)
      return inner === undefined ? [] : [read(inner)]
    })
  return [
    {
      name: fields.text('name'),
      intervalMs: fields.duration('interval') || evaluationIntervalMs,
      inputSeries: each('input_series', 'main.series', ['series', 'values'], (series) => ({
        series: series.text('series'),
        values: series.text('values'),
      })),
      events: fields.text('events'),
      alertTests: each('alert_rule_test', 'main.alertTestCase', ['eval_time', 'alertname', 'exp_alerts'], (test) =>
        readAlertTest(test, report),
      ),
      exprTests: each('promql_expr_test', 'main.promqlTestCase', ['expr', 'eval_time', 'exp_samples'], (test) =>
        readExprTest(test, report),
      ),
      externalLabels: record(fields, 'external_labels'),
      externalUrl: fields.text('external_url'),
    },
  ]
}

function readAlertTest(fields: Fields, report: Report): AlertTest {
  const expAlerts = fields.list('exp_alerts', '[]main.alert').flatMap((node) => {
    const alert = readFields(node, 'main.alert', ['exp_labels', 'exp_annotations'], report)
    return alert === undefined
      ? []
      : [{labels: record(alert, 'exp_labels'), annotations: record(alert, 'exp_annotations')}]
  })
  return {evalTimeMs: fields.duration('eval_time') ?? 0, alertname: fields.text('alertname'), expAlerts}
}

function readExprTest(fields: Fields, report: Report): ExprTest {
  const expSamples = fields.list('exp_samples', '[]main.sample').flatMap((node) => {
    const sample = readFields(node, 'main.sample', ['labels', 'value', 'histogram'], report)
    if (sample === undefined) return []
    return [{labels: sample.text('labels'), value: sample.number('value'), histogram: sample.text('histogram')}]
  })
  return {expr: fields.text('expr'), evalTimeMs: fields.duration('eval_time') ?? 0, expSamples}
}

function textsOf(fields: Fields | undefined, name: string): string[] {
  return (fields?.list(name, '[]string') ?? []).map((node) => node.text('string') ?? '')
}

function record(fields: Fields, name: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...fields.texts(name)].map(([key, {value}]) => [key, value]))
}
