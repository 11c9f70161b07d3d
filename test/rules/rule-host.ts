import {createLabels, formatLabelSet, type Labels} from '../../src/promql/labels.ts'
import {printExpr} from '../../src/promql/print.ts'
import {createDeferredWrites} from '../../src/rules/deferred.ts'
import {parseRuleFile} from '../../src/rules/parse-rule-file.ts'
import type {Row, RuleHost} from '../../src/rules/query.ts'
import type {RuleGroup} from '../../src/rules/rule.ts'

/** The answer to an expression (as it is printed) at a time. */
export type Answer = (expr: string, at: number) => readonly Row[]

const known = new Map<string, Labels>()

/** A row; equal labels are the same object, as from a store. */
export function row(labels: Record<string, string>, value: number): Row {
  const made = createLabels(labels)
  if (!known.has(made.key)) known.set(made.key, made)
  return {labels: known.get(made.key)!, value}
}

/** What a rule has written. */
export interface Sample extends Row {
  readonly at: number
  readonly isStale: boolean
}

/** A host that answers from a script and keeps what is appended. */
export function scriptedHost(answer: Answer): RuleHost & {readonly samples: Sample[]; take(): string[]} {
  const written: Sample[] = []
  const deferred = createDeferredWrites()
  function samples(): Sample[] {
    deferred.catchUp()
    return written
  }
  return {
    get samples() {
      return samples()
    },
    query: (expr) => {
      const text = printExpr(expr)
      return (at) => ({rows: answer(text, at)})
    },
    open: (labels) => ({
      write: (at, value) => written.push({labels, at, value, isStale: false}),
      end: (at) => written.push({labels, at, value: 0, isStale: true}),
    }),
    defer: deferred.defer,
    /** What was appended since the last time, as `{…} value`. */
    take: () =>
      samples()
        .splice(0)
        .map(({labels, value, isStale}) => `${formatLabelSet(labels)} ${isStale ? 'stale' : value}`),
    externalLabels: {},
    externalUrl: '',
  }
}

/** The groups of a rule file without problems. */
export function groupsOf(text: string): readonly RuleGroup[] {
  const {groups, problems} = parseRuleFile(text, 'rules.yml')
  if (problems.length > 0) throw problems[0]!
  return groups
}
