import {formatWhere, PlugmonError, type Where} from '../errors.ts'
import type {Expr} from '../promql/ast.ts'
import {parseExpr} from '../promql/parse.ts'
import {quote} from '../promql/quote.ts'
import {placeInScalar} from './place-in-scalar.ts'
import {type Fields, readFields} from './fields.ts'
import type {Rule} from './rule.ts'
import {checkTemplate} from './expander.ts'
import type {Report} from './problems.ts'
import type {YamlNode} from './yaml-node.ts'

const FIELDS = ['record', 'alert', 'expr', 'for', 'keep_firing_for', 'labels', 'annotations']

/** Reads one rule with Prometheus' checks and texts; undefined when it is not fit to be evaluated. */
export function readRule(
  node: YamlNode,
  group: {readonly name: string; readonly labels: Readonly<Record<string, string>>},
  index: number,
  file: {readonly text: string},
  report: Report,
): Rule | undefined {
  const fields = readFields(node, 'rulefmt.Rule', FIELDS, report)
  if (fields === undefined) return undefined
  const [record, alert, text] = [fields.text('record'), fields.text('alert'), fields.text('expr')]
  const name = alert || record
  const prefix = `group ${quote(group.name)}, rule ${index + 1}, ${quote(name)}: `
  const refuse: Report = (where, message, cure) => report(where, prefix + message, cure)

  if (record !== '' && alert !== '') refuse(fields.whereOf('record'), "only one of 'record' and 'alert' must be set")
  if (name === '') refuse(fields.where, "one of 'record' or 'alert' must be set")
  const expr = readExpr(fields, text, file.text, refuse)
  const labels = readTexts(fields, 'labels', refuse)
  const annotations = readTexts(fields, 'annotations', refuse)
  const holdMs = fields.duration('for') ?? 0
  const keepFiringMs = fields.duration('keep_firing_for') ?? 0
  if (record !== '') {
    const ofAlerts = {annotations: annotations.size, for: holdMs, keep_firing_for: keepFiringMs}
    checkRecord(fields.whereOf('record'), record, ofAlerts, refuse)
  }
  if (alert !== '') checkTemplates(alert, {label: labels, annotation: annotations}, refuse)
  if (expr === undefined || name === '') return undefined
  const common = {
    name,
    expr,
    text,
    labels: {...group.labels, ...valuesOf(labels)},
    where: fields.where,
    exprWhere: fields.whereOf('expr'),
  }
  if (alert === '') return {kind: 'record', ...common}
  return {kind: 'alert', ...common, holdMs, keepFiringMs, annotations: valuesOf(annotations)}
}

function readExpr(fields: Fields, text: string, fileText: string, refuse: Report): Expr | undefined {
  const where = fields.whereOf('expr')
  if (text === '') {
    refuse(where, "field 'expr' must be set in rule")
    return undefined
  }
  try {
    return parseExpr(text)
  } catch (error) {
    if (!(error instanceof PlugmonError)) throw error
    const place = placeInScalar(fileText, where, text, error.where)
    refuse(place, `could not parse expression: ${formatWhere(error.where)}: ${error.message}`, error.cure)
    return undefined
  }
}

function checkRecord(where: Where, record: string, ofAlerts: Readonly<Record<string, number>>, refuse: Report): void {
  for (const [field, value] of Object.entries(ofAlerts)) {
    if (value !== 0) refuse(where, `invalid field '${field}' in recording rule`)
  }
  if (/[{}]/.test(record)) {
    refuse(where, `braces present in the recording rule name; should it be in expr?: ${record}`)
  }
}

type Texts = ReturnType<Fields['texts']>

function readTexts(fields: Fields, field: 'labels' | 'annotations', refuse: Report): Texts {
  const texts = fields.texts(field)
  const isLabels = field === 'labels'
  for (const [name, {where}] of texts) {
    const isInvalid = name === '' || (isLabels && name === '__name__')
    if (isInvalid) refuse(where, `invalid ${isLabels ? 'label' : 'annotation'} name: ${name}`)
  }
  return texts
}

function checkTemplates(alert: string, parts: Readonly<Record<string, Texts>>, refuse: Report): void {
  for (const [part, texts] of Object.entries(parts)) {
    for (const [name, {value, where}] of texts) {
      const problem = checkTemplate(alert, value)
      if (problem !== undefined) refuse(where, `${part} ${quote(name)}: ${problem}`)
    }
  }
}

function valuesOf(texts: Texts): Record<string, string> {
  return Object.fromEntries([...texts].map(([name, {value}]) => [name, value]))
}

/** Where a group's labels are bad; they have no rule to be named with. */
export function readGroupLabels(fields: Fields, report: Report): Readonly<Record<string, string>> {
  return valuesOf(readTexts(fields, 'labels', (where: Where, message) => report(where, message)))
}
