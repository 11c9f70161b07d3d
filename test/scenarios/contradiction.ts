import {compile} from '../../src/promql/compile.ts'
import {evaluateInstant} from '../../src/promql/evaluate.ts'
import {labelRecord} from '../../src/promql/labels.ts'
import {parseExpr} from '../../src/promql/parse.ts'
import type {Querier} from '../../src/promql/querier.ts'
import {reportDocument} from '../../src/report/document.ts'
import {parseMetric} from '../../src/rules/unit-test/metric-text.ts'
import type {AlertView, Snapshot} from '../../src/snapshot.ts'
import {type Expectation, STORY_START} from './story.ts'

/** Values are worked out by hand, in decimal fractions. */
const TOLERANCE = 1e-9

/** What is so instead of what a story expects; undefined when it is right. */
export function contradiction({at, kind, text}: Expectation, snapshot: Snapshot, querier: Querier): string | undefined {
  try {
    switch (kind) {
      case 'alert':
        return alertContradiction(text, snapshot.alerts)
      case 'query':
        return queryContradiction(text, querier, at ?? snapshot.at)
      default:
        return reportContradiction(kind, text, snapshot)
    }
  } catch (error) {
    return (error as Error).message
  }
}

function alertContradiction(text: string, alerts: readonly AlertView[]): string | undefined {
  const [, metric = '', wanted = ''] = /^(\w+(?:\{.*\})?) (.*)$/.exec(text) ?? []
  const {__name__: name, ...labels} = labelRecord(parseMetric(metric))
  const mine = alerts.filter(
    (alert) =>
      alert.alertname === name && Object.entries(labels).every(([label, value]) => alert.labels[label] === value),
  )
  const told = mine.map(describe)
  if (wanted === 'none')
    return mine.every(({state}) => state === 'resolved') ? undefined : `it is ${told.join(' and ')}`
  if (told.length === 0) return 'there is none'
  return told.length === 1 && told[0] === wanted ? undefined : `it is ${told.join(' and ')}`
}

function describe({state, activeAt, firedAt, resolvedAt}: AlertView): string {
  const since = {pending: activeAt, firing: firedAt, resolved: resolvedAt}[state] ?? NaN
  return `${state} since ${duration(since - STORY_START)}`
}

function duration(ms: number): string {
  const [minutes, seconds] = [Math.floor(ms / 60_000), (ms % 60_000) / 1_000]
  return `${minutes === 0 ? '' : `${String(minutes)}m`}${seconds === 0 && minutes > 0 ? '' : `${String(seconds)}s`}`
}

function queryContradiction(text: string, querier: Querier, at: number): string | undefined {
  const split = text.lastIndexOf(' = ')
  const expr = text.slice(0, split)
  const wanted = text.slice(split + 3)
  const {value} = evaluateInstant(compile(parseExpr(expr), expr), querier, at)
  const values =
    value.type === 'vector' ? value.samples.map((sample) => sample.value) : ['value' in value && value.value]
  if (wanted === 'none' ? values.length === 0 : values.length === 1 && isNear(values[0], Number(wanted)))
    return undefined
  return `it is ${values.length === 0 ? 'none' : values.map(String).join(' and ')}`
}

function isNear(value: unknown, wanted: number): boolean {
  if (typeof value !== 'number') return false
  return Object.is(value, wanted) || Math.abs(value - wanted) <= TOLERANCE * Math.max(1, Math.abs(wanted))
}

function reportContradiction(kind: string, text: string, snapshot: Snapshot): string | undefined {
  const report = reportDocument(snapshot)
  const [wanted = '', key = '', name] = text.split(' ').toReversed()
  const count = (rows: readonly object[], is: object) =>
    rows.filter((row) => Object.entries(is).every(([field, value]) => row[field as keyof typeof row] === value)).length
  const value = () => {
    switch (kind) {
      case 'plugin':
        return report.plugins.find(({plugin_name}) => plugin_name === name)?.[key as 'errors']
      case 'source':
        return key === 'rejected' ? report.sources[0]!.rejected.total : report.sources[0]![key as 'late']
      case 'mark':
        return count(report.marks, {kind: key})
      case 'incident':
        return count(report.incidents, {alertname: key})
      default:
        return `of a kind that nobody knows: ${kind}`
    }
  }
  const told = String(value())
  return told === wanted ? undefined : `it is ${told}`
}
