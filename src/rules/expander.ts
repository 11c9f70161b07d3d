import {formatWhere, PlugmonError} from '../errors.ts'
import type {Expr} from '../promql/ast.ts'
import {describeHistogram} from '../promql/histogram/describe.ts'
import {labelRecord} from '../promql/labels.ts'
import {parseExpr} from '../promql/parse.ts'
import type {Row, RuleHost} from './query.ts'
import type {AlertRule} from './rule.ts'
import type {TemplateQuery} from './template/functions.ts'
import {expandTemplate, parseTemplate, type Template, type TemplateData} from './template/template.ts'

/** Whether any of the texts is more than plain text. */
export function hasTemplate(texts: Readonly<Record<string, string>>): boolean {
  return Object.values(texts).some(isTemplate)
}

function isTemplate(text: string): boolean {
  return text.includes('{{')
}

/** Fills in the labels or the annotations of an alert rule for a row of its result; a template that fails says so in its place. */
export function createExpander(
  rule: AlertRule,
  texts: Readonly<Record<string, string>>,
  host: RuleHost,
): (row: Row, at: number) => Readonly<Record<string, string>> {
  const {externalLabels, externalUrl, functionUrl} = host
  // Most rules never have a row to fill in.
  let parsed: readonly (readonly [string, string | Template])[] | undefined
  return ({labels, value}, at) => {
    parsed ??= Object.entries(texts).map(
      ([name, text]) => [name, isTemplate(text) ? parseTemplate(text, rule.name) : text] as const,
    )
    const data: TemplateData = {
      labels: labelRecord(labels),
      externalLabels,
      externalUrl,
      value: typeof value === 'number' ? value : {histogram: describeHistogram(value)},
    }
    const outside = {query: createTemplateQuery(host, at), externalUrl: functionUrl}
    return Object.fromEntries(
      parsed.map(([name, part]) => [name, typeof part === 'string' ? part : expandTemplate(part, data, outside)]),
    )
  }
}

/** `query` in a template is rare, and its expression may be put together there: it is prepared whenever it is asked. */
function createTemplateQuery(host: RuleHost, at: number): TemplateQuery {
  return (expression) =>
    host
      .query(parseQuery(expression))(at)
      .rows.map(({labels, value}) => ({
        labels: labelRecord(labels),
        value: typeof value === 'number' ? value : 0,
      }))
}

/** In a text that a template gives, a message must hold its place. */
function parseQuery(expression: string): Expr {
  try {
    return parseExpr(expression)
  } catch (error) {
    if (!(error instanceof PlugmonError)) throw error
    throw new PlugmonError(error.code, `${formatWhere(error.where)}: ${error.message}`, {cause: error})
  }
}

/** What is wrong with the template of a label or an annotation, in Go's words; undefined when it parses. */
export function checkTemplate(alert: string, text: string): string | undefined {
  if (!isTemplate(text)) return undefined
  try {
    parseTemplate(text, alert)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}
