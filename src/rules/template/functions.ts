import {parseDuration} from '../../promql/duration.ts'
import {quote} from '../../promql/quote.ts'
import {compileRegexp, type Regexp} from '../../promql/regexp.ts'
import {BUILTINS, fixed, variadic} from './builtins.ts'
import {toFloat} from './convert.ts'
import {escapeQuery} from './escape.ts'
import {NIL_POINTER, type FunctionTable, type GoFunction} from './function-type.ts'
import {toTime} from './go-time.ts'
import {goLabels, type GoStruct, type GoValue} from './go-value.ts'
import {stripDomain, stripPort} from './host-name.ts'
import {humanize, humanize1024, humanizeDuration, humanizePercentage, short} from './humanize.ts'
import {title, toLower, toUpper} from './letter-case.ts'

/** One row of a query's answer. */
interface TemplateSample {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** Answers the `query` function of a template: an instant query at the time of the evaluation. Throws an Error where that fails. */
export type TemplateQuery = (expression: string) => readonly TemplateSample[]

/** What the functions of a template ask of the outside. */
export interface TemplateOutside {
  readonly query: TemplateQuery
  /** What the functions `externalURL` and `pathPrefix` know; without it they fail, as they do in promtool's rule tests. */
  readonly externalUrl?: string | undefined
}

/** The label under which a query can hand on a text as its value. */
const TEXT_VALUE = '__value__'

/** The functions of Prometheus' templates that need nothing from outside, and Go's own. */
const PURE: Readonly<Record<string, GoFunction>> = {
  ...BUILTINS,
  first: fixed(['template.queryResult'], (rows) => {
    const row = itemsOf(rows)[0]
    if (row === undefined) throw new Error('first() called on vector with no elements')
    return row
  }),
  label: fixed(['string', '*template.sample'], (name, row) => labelOf(row, String(name))),
  value: fixed(['*template.sample'], (row) => sampleOf(row).fields.get('Value')),
  strvalue: fixed(['*template.sample'], (row) => labelOf(row, TEXT_VALUE)),
  args: variadic(['interface {}'], (...values) => ({
    kind: 'map',
    type: 'map[string]interface {}',
    entries: new Map(values.map((value, index) => [`arg${String(index)}`, value])),
    zero: undefined,
  })),
  reReplaceAll: fixed(['string', 'string', 'string'], (pattern, replacement, text) =>
    mustCompile(String(pattern)).replaceAll(String(text), String(replacement)),
  ),
  match: fixed(['string', 'string'], (pattern, text) => compileRegexp(String(pattern)).test(String(text))),
  safeHtml: fixed(['string'], (text) => text),
  title: fixed(['string'], (text) => title(String(text))),
  toUpper: fixed(['string'], (text) => toUpper(String(text))),
  toLower: fixed(['string'], (text) => toLower(String(text))),
  graphLink: fixed(['string'], (expression) => `/graph?g0.expr=${escapeQuery(String(expression))}&g0.tab=0`),
  tableLink: fixed(['string'], (expression) => `/graph?g0.expr=${escapeQuery(String(expression))}&g0.tab=1`),
  sortByLabel: fixed(['string', 'template.queryResult'], (name, rows) => ({
    kind: 'slice',
    type: 'template.queryResult',
    items: [...itemsOf(rows)].sort((a, b) => compare(labelOf(a, String(name)), labelOf(b, String(name)))),
  })),
  stripPort: fixed(['string'], (text) => stripPort(String(text))),
  stripDomain: fixed(['string'], (text) => stripDomain(String(text))),
  humanize: fixed(['interface {}'], (value) => humanize(toFloat(value))),
  humanize1024: fixed(['interface {}'], (value) => humanize1024(toFloat(value))),
  humanizeDuration: fixed(['interface {}'], (value) => humanizeDuration(toFloat(value))),
  humanizePercentage: fixed(['interface {}'], (value) => humanizePercentage(toFloat(value))),
  humanizeTimestamp: fixed(['interface {}'], (value) => {
    const seconds = toFloat(value)
    return Number.isFinite(seconds) ? toTime(seconds).text : short(seconds)
  }),
  toTime: fixed(['interface {}'], (value) => toTime(toFloat(value))),
  parseDuration: fixed(['string'], (text) => parseDuration(String(text)) / 1000),
}

const OUTSIDE: Readonly<Record<string, (outside: TemplateOutside) => GoFunction>> = {
  query: ({query}) =>
    fixed(['string'], (expression) => ({
      kind: 'slice',
      type: 'template.queryResult',
      items: query(String(expression)).map(goSample),
    })),
  externalURL: (outside) => fixed([], () => urlOf(outside)),
  pathPrefix: (outside) => fixed([], () => /^[a-z][a-z\d+.-]*:\/\/[^/?#]*([^?#]*)/i.exec(urlOf(outside))?.[1] ?? ''),
}

/** Whether Prometheus 3.5 has a template function of this name. */
export function hasFunction(name: string): boolean {
  return Object.hasOwn(PURE, name) || Object.hasOwn(OUTSIDE, name)
}

/** The functions of a template, with those that ask the outside. The template has been parsed: it names no others. */
export function templateFunctions(outside: TemplateOutside): FunctionTable {
  return {get: (name) => PURE[name] ?? OUTSIDE[name]?.(outside)}
}

function urlOf({externalUrl}: TemplateOutside): string {
  if (externalUrl === undefined) throw new Error(NIL_POINTER)
  return externalUrl
}

function goSample({labels, value}: TemplateSample): GoStruct {
  return {
    kind: 'struct',
    type: '*template.sample',
    fields: new Map<string, GoValue>([
      ['Labels', goLabels(labels)],
      ['Value', value],
    ]),
  }
}

function itemsOf(rows: GoValue): readonly GoValue[] {
  return typeof rows === 'object' && rows.kind === 'slice' ? rows.items : []
}

function sampleOf(row: GoValue): GoStruct {
  if (typeof row !== 'object' || row.kind !== 'struct') throw new Error(NIL_POINTER)
  return row
}

function labelOf(row: GoValue, name: string): string {
  const labels = sampleOf(row).fields.get('Labels')
  const value = typeof labels === 'object' && labels.kind === 'map' ? labels.entries.get(name) : ''
  return typeof value === 'string' ? value : ''
}

function mustCompile(pattern: string): Regexp {
  try {
    return compileRegexp(pattern)
  } catch (error) {
    const shown = pattern.includes('`') ? quote(pattern) : `\`${pattern}\``
    throw new Error(`regexp: Compile(${shown}): ${error instanceof Error ? error.message : ''}`, {cause: error})
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
