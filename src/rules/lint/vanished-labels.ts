import {canHave, labelsOf} from './label-set.ts'
import type {Check} from './check.ts'

/** A template's `$labels.name`. */
const USE = /\$labels\.([a-zA-Z_]\w*)/g

/** Annotations and labels that use a label which the expression's rows cannot have: the text says `<no value>` or nothing there. */
export const vanishedLabels: Check = (rule, {metrics}) => {
  if (rule.kind !== 'alert') return []
  const rows = labelsOf(rule.expr, (name) => metrics?.get(name)?.labels)
  const parts = [
    ...Object.entries(rule.annotations).map(([name, text]) => ({part: `annotation ${name}`, text})),
    ...Object.entries(rule.labels).map(([name, text]) => ({part: `label ${name}`, text})),
  ]
  return parts.flatMap(({part, text}) => {
    const used = new Set([...text.matchAll(USE)].map(([, label]) => label!))
    return [...used]
      .filter((label) => label !== '__name__' && !canHave(rows, label))
      .map((label) => ({
        where: rule.exprWhere,
        message: `${part} uses $labels.${label}, which the expression drops`,
        cure: cureOf(label, rule.labels),
      }))
  })
}

function cureOf(label: string, own: Readonly<Record<string, string>>): string {
  if (label in own)
    return `$labels holds the labels of the expression, not the rule's own: write the value of ${label} itself.`
  return `Keep it: by (…, ${label}), or group_left (${label}) where it stands on the other side.`
}
