import type {Aggregate, Binary, Call, Expr, Matcher} from '../../promql/ast.ts'
import {typeOf} from '../../promql/type-of.ts'

/** Which labels the rows of an expression can have: these and no other, or any but these. */
export type LabelSet =
  | {readonly kind: 'only'; readonly names: ReadonlySet<string>}
  | {readonly kind: 'all-but'; readonly names: ReadonlySet<string>}

/** The labels of a metric's series; undefined where nothing is known of it. */
export type LabelsOfMetric = (name: string) => readonly string[] | undefined

const NONE: LabelSet = {kind: 'only', names: new Set()}

/** Whether rows can have a label. */
export function canHave({kind, names}: LabelSet, label: string): boolean {
  return names.has(label) === (kind === 'only')
}

/** The labels that the rows of an expression can have, without the metric's name, as PromQL's operators keep and drop them. */
export function labelsOf(expr: Expr, metric: LabelsOfMetric): LabelSet {
  const of = (inner: Expr) => labelsOf(inner, metric)
  switch (expr.kind) {
    case 'number':
    case 'string':
      return NONE
    case 'selector': {
      const known = metric(expr.name)
      return known === undefined ? {kind: 'all-but', names: new Set()} : {kind: 'only', names: new Set(known)}
    }
    case 'range':
      return of(expr.selector)
    case 'subquery':
    case 'paren':
    case 'unary':
      return of(expr.expr)
    case 'aggregate':
      return aggregated(expr, of(expr.expr))
    case 'binary':
      return combined(expr, of)
    case 'call':
      return called(expr, of)
  }
}

function plus(set: LabelSet, labels: readonly string[]): LabelSet {
  const names = new Set(set.names)
  for (const label of labels) {
    if (set.kind === 'only') names.add(label)
    else names.delete(label)
  }
  return {kind: set.kind, names}
}

function minus(set: LabelSet, labels: readonly string[]): LabelSet {
  const names = new Set(set.names)
  for (const label of labels) {
    if (set.kind === 'only') names.delete(label)
    else names.add(label)
  }
  return {kind: set.kind, names}
}

function only(set: LabelSet, labels: readonly string[]): LabelSet {
  return {kind: 'only', names: new Set(labels.filter((label) => canHave(set, label)))}
}

/** What either can have. */
function union(a: LabelSet, b: LabelSet): LabelSet {
  if (a.kind === 'only') return plus(b, [...a.names])
  if (b.kind === 'only') return plus(a, [...b.names])
  return {kind: 'all-but', names: new Set([...a.names].filter((name) => b.names.has(name)))}
}

function aggregated({op, grouping, without: isWithout, param}: Aggregate, inner: LabelSet): LabelSet {
  if (op === 'topk' || op === 'bottomk') return inner
  const kept = isWithout ? minus(inner, grouping) : only(inner, grouping)
  return op === 'count_values' && param?.kind === 'string' ? plus(kept, [param.value]) : kept
}

function combined({op, lhs, rhs, matching}: Binary, of: (expr: Expr) => LabelSet): LabelSet {
  if (matching === undefined) return of(typeOf(lhs) === 'vector' ? lhs : rhs)
  const {card, on, labels, include} = matching
  switch (card) {
    case 'many-to-one':
      return plus(of(lhs), include)
    case 'one-to-many':
      return plus(of(rhs), include)
    case 'many-to-many':
      return op === 'or' ? union(of(lhs), of(rhs)) : of(lhs)
    case 'one-to-one':
      return on ? only(of(lhs), labels) : minus(of(lhs), labels)
  }
}

function called({func, args}: Call, of: (expr: Expr) => LabelSet): LabelSet {
  switch (func) {
    case 'absent':
    case 'absent_over_time':
      return {kind: 'only', names: new Set(equalities(args[0]!).map(({name}) => name))}
    case 'label_replace':
    case 'label_join':
      return args[1]!.kind === 'string' ? plus(of(args[0]!), [args[1]!.value]) : of(args[0]!)
    case 'histogram_quantile':
    case 'histogram_fraction':
      return minus(of(args.at(-1)!), ['le'])
    case 'vector':
      return NONE
    default: {
      const rows = args.find((arg) => ['vector', 'matrix'].includes(typeOf(arg)))
      return rows === undefined ? NONE : of(rows)
    }
  }
}

/** absent() gives the labels that its selector asks for by name and value. */
function equalities(expr: Expr): readonly Matcher[] {
  if (expr.kind === 'range') return equalities(expr.selector)
  return expr.kind === 'selector' ? expr.matchers.filter(({name, op}) => op === '=' && name !== '__name__') : []
}
