import type {Matcher, VectorSelector} from '../../promql/ast.ts'
import {printMatcher} from '../../promql/print.ts'
import {walk} from '../../promql/walk.ts'
import type {Check, Finding, LintContext} from './check.ts'

/** Suffixes that Prometheus' libraries put behind names, and what to write here instead. */
const SUFFIXES: Readonly<Record<string, string>> = {
  _total: 'Counters have no suffix here',
  _bucket: 'It is a native histogram here, without le',
  _count: 'It is a native histogram here: histogram_count() gives the count',
  _sum: 'It is a native histogram here: histogram_sum() gives the sum',
}

/** Selectors of metrics or labels that there are not. */
export const unknownSeries: Check = ({expr}, context) =>
  [...walk(expr)].flatMap((node) => (node.kind === 'selector' ? unknown(node, context) : []))

function unknown(selector: VectorSelector, context: LintContext): readonly Omit<Finding, 'rule'>[] {
  const {metrics, recorded, placeOf} = context
  const name =
    selector.name || selector.matchers.find((matcher) => matcher.name === '__name__' && matcher.op === '=')?.value
  if (metrics === undefined || name === undefined || recorded.has(name)) return []
  const where = placeOf(selector.pos.start)
  const labels = metrics.get(name)?.labels
  if (labels === undefined) return [{where, message: `plugmon makes no metric ${name}`, cure: cureOf(name, metrics)}]
  return selector.matchers.flatMap((matcher) =>
    matcher.name === '__name__' || labels.includes(matcher.name) || acceptsMissing(matcher)
      ? []
      : {
          where,
          message: `${name} has no label ${matcher.name}, so ${printMatcher(matcher)} selects nothing`,
          cure: `Its labels are ${labels.join(', ')}.`,
        },
  )
}

function acceptsMissing({op, value}: Matcher): boolean {
  return op === '!=' || op === '!~' || value === ''
}

function cureOf(name: string, metrics: NonNullable<LintContext['metrics']>): string {
  const suffix = Object.keys(SUFFIXES).find((each) => name.endsWith(each) && metrics.has(name.slice(0, -each.length)))
  if (suffix !== undefined) return `${SUFFIXES[suffix]!}: write ${name.slice(0, -suffix.length)}.`
  return 'It is there only if the host sends it as a metric event; plugmon rules shows the names that are always there.'
}
