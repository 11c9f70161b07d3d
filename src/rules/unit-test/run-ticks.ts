import {compile} from '../../promql/compile.ts'
import type {Axis} from '../../promql/context.ts'
import {formatDuration} from '../../promql/duration.ts'
import type {EvaluateOptions} from '../../promql/evaluate.ts'
import {createGroup, type Group} from '../group.ts'
import {canLookAhead, createLookAhead, rowsAt, writtenNames} from '../look-ahead.ts'
import type {RuleHost} from '../query.ts'
import type {RuleGroup} from '../rule.ts'
import {runAlertTest} from './alert-test.ts'
import {notationError} from './metric-text.ts'
import type {AlertTest, TestGroup} from './test-file.ts'
import type {TestStorage} from './test-storage.ts'

/** What came of evaluating the rules. */
export interface TicksOutcome {
  readonly failures: string[]
  /** A rule failed, which ends the test. */
  readonly isBroken: boolean
}

/**
 * Evaluates all groups at every tick from 0 to the last time that a test asks for; samples are there up to the tick. An alert test looks
 * at the last tick that is not after its time.
 */
export function runTicks(
  test: TestGroup,
  ruleGroups: readonly RuleGroup[],
  storage: TestStorage,
  options: EvaluateOptions & {readonly defaultStepMs: number},
): TicksOutcome {
  const tickMs = options.defaultStepMs
  const pending = sortAlertTests(test)
  const lastMs = Math.max(0, ...[...test.alertTests, ...test.exprTests].map(({evalTimeMs}) => evalTimeMs))
  const grid = {start: 0, stepMs: tickMs, count: Math.floor(lastMs / tickMs) + 1}
  const groups = createGroups(test, ruleGroups, storage, grid, options)
  const failures: string[] = []

  for (let at = 0; at <= lastMs; at += tickMs) {
    storage.revealUntil(at)
    for (const group of groups) group.evaluate(at)
    const errors = groups.flatMap((group) => errorsOf(group, at))
    if (errors.length > 0) return {failures: [...failures, ...errors], isBroken: true}
    while (pending.length > 0 && pending[0]!.evalTimeMs < at + tickMs) {
      const failure = runAlertTest(pending.shift()!, groups, test.name)
      if (failure !== undefined) failures.push(failure)
    }
  }
  return {failures, isBroken: false}
}

function sortAlertTests({alertTests, name}: TestGroup): AlertTest[] {
  for (const {alertname, evalTimeMs} of alertTests) {
    if (alertname !== '') continue
    const where = name === '' ? '' : ` (in TestGroup ${name})`
    const time = formatDuration(evalTimeMs)
    throw notationError(
      `an item under alert_rule_test misses required attribute alertname at eval_time ${time}${where}`,
    )
  }
  return [...alertTests].sort((a, b) => a.evalTimeMs - b.evalTimeMs)
}

function createGroups(
  {externalLabels, externalUrl}: TestGroup,
  groups: readonly RuleGroup[],
  storage: TestStorage,
  grid: Axis,
  options: EvaluateOptions,
): Group[] {
  const written = writtenNames(groups)
  const host: RuleHost = {
    externalLabels,
    externalUrl,
    open: storage.open,
    defer: storage.defer,
    query(expr) {
      const compiled = compile(expr, '')
      const rowsOf = canLookAhead(expr, written)
        ? createLookAhead(compiled, storage.whole, grid, options)
        : (at: number) => rowsAt(compiled, storage, at, options)
      return (at) => ({rows: rowsOf(at)})
    },
  }
  return groups.map((group) => createGroup(group, host))
}

function errorsOf(group: Group, at: number): string[] {
  return group
    .states()
    .flatMap(({rule, lastError}) =>
      lastError === undefined ? [] : [`    rule: ${rule.name}, time: ${goDuration(at)}, err: ${lastError}`],
    )
}

/** Go's way to write a time (`1m0s`), in which promtool tells when a rule failed; whole milliseconds. */
function goDuration(ms: number): string {
  if (ms > 0 && ms < 1000) return `${ms}ms`
  const minutes = Math.floor(ms / 60_000)
  const seconds = `${(ms % 60_000) / 1000}s`
  if (minutes === 0) return seconds
  return minutes < 60 ? `${minutes}m${seconds}` : `${Math.floor(minutes / 60)}h${minutes % 60}m${seconds}`
}
