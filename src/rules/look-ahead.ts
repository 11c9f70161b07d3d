import type {Expr} from '../promql/ast.ts'
import type {Compiled} from '../promql/compile.ts'
import type {Axis} from '../promql/context.ts'
import {evaluateInstant, evaluateRange, samplesAt, type EvaluateOptions} from '../promql/evaluate.ts'
import {createLabels, METRIC_NAME, NO_LABELS} from '../promql/labels.ts'
import {createMatcher} from '../promql/matcher.ts'
import type {Querier} from '../promql/querier.ts'
import {PlugmonError} from '../errors.ts'
import type {Row} from './query.ts'
import type {RuleGroup} from './rule.ts'
import {selectorsOf} from './selectors-of.ts'

/** Ticks that are evaluated in one pass: enough to spread the cost of a pass, few enough for the rows to stay small. */
const TICKS_AT_ONCE = 128

/** Rows of an expression at an instant (ms), as evaluateInstant gives them; a scalar is one row without labels. */
export function rowsAt(compiled: Compiled, querier: Querier, at: number, options: EvaluateOptions): readonly Row[] {
  const {value} = evaluateInstant(compiled, querier, at, options)
  if (value.type === 'vector') return value.samples
  if (value.type === 'scalar') return [{labels: NO_LABELS, value: value.value}]
  throw new PlugmonError('bad-query', 'rule result is not a vector or scalar')
}

/** Names of all series that the rules of some groups write. */
export function writtenNames(groups: readonly RuleGroup[]): ReadonlySet<string> {
  const names = new Set(['ALERTS', 'ALERTS_FOR_STATE'])
  for (const {rules} of groups) for (const rule of rules) if (rule.kind === 'record') names.add(rule.name)
  return names
}

/**
 * Whether an expression gives the same over series that are known to their end as over those that are known up to the instant of the
 * evaluation: it reads nothing that rules write, and looks at no fixed instant and into no future.
 */
export function canLookAhead(expr: Expr, written: ReadonlySet<string>): boolean {
  const {selectors, isShifted} = selectorsOf(expr)
  if (isShifted) return false
  return selectors.every(({matchers}) => {
    const accepts = createMatcher(matchers.filter(({name}) => name === METRIC_NAME))
    return ![...written].some((name) => accepts(createLabels({[METRIC_NAME]: name})))
  })
}

/**
 * Evaluates an expression at rising instants of a grid, many of them in one pass over series that are known to their end. Where a pass
 * fails, each instant is evaluated alone, so that only those fail that must.
 */
export function createLookAhead(
  compiled: Compiled,
  querier: Querier,
  grid: Axis,
  options: EvaluateOptions,
): (at: number) => readonly Row[] {
  let first = -1
  let rows: (readonly Row[])[] = []

  function evaluateFrom(step: number): void {
    const count = Math.min(TICKS_AT_ONCE, grid.count - step)
    const axis = {...grid, start: grid.start + step * grid.stepMs, count}
    first = step
    try {
      const {value} = evaluateRange(compiled, querier, axis, options)
      rows = Array.from({length: count}, (_, index) => samplesAt(value, index))
    } catch (error) {
      if (!(error instanceof PlugmonError)) throw error
      rows = []
    }
  }

  return (at) => {
    const step = (at - grid.start) / grid.stepMs
    if (!Number.isInteger(step) || step < 0 || step >= grid.count) return rowsAt(compiled, querier, at, options)
    if (first < 0 || step < first || step >= first + TICKS_AT_ONCE) evaluateFrom(step)
    return rows[step - first] ?? rowsAt(compiled, querier, at, options)
  }
}
