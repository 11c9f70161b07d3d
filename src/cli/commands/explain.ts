import {formatTime} from '../../format/time.ts'
import {formatSeconds} from '../../format/seconds.ts'
import {cleanText} from '../../format/clean-text.ts'
import {PlugmonError} from '../../errors.ts'
import type {Expr} from '../../promql/ast.ts'
import {childrenOf} from '../../promql/walk.ts'
import {compile} from '../../promql/compile.ts'
import {evaluateInstant} from '../../promql/evaluate.ts'
import {printExpr} from '../../promql/print.ts'
import type {Querier} from '../../promql/querier.ts'
import type {AlertRule} from '../../rules/rule.ts'
import {thresholdOf} from '../../rules/threshold.ts'
import type {AlertView} from '../../snapshot.ts'
import type {Context} from '../context.ts'
import {EXIT} from '../context.ts'
import {loadRules} from '../load-alerting.ts'
import {nearest} from '../nearest.ts'
import {readLog} from '../read-log.ts'
import type {Run} from '../run.ts'
import {describeValue} from '../describe-value.ts'
import {instantMs} from '../instant.ts'
import type {Instant} from '../values.ts'

/** `plugmon explain ALERT SOURCE…`: why it fires, or why it does not. */
export const explain: Run<{readonly at?: Instant}> = async ([name = '', ...sources], {at}, context) => {
  const {settings, stdout} = context
  const groups = await loadRules(settings)
  const rule = alertNamed(
    name,
    groups.flatMap(({rules}) => rules.filter((one) => one.kind === 'alert')),
  )
  const until = at === undefined ? {} : {settings: {...settings, until: at}}
  const log = await readLog(sources, {...context, ...until}, {groups})
  const instant = instantMs(at, log.to) ?? log.lastTickAt
  const threshold = thresholdOf(rule.expr)
  stdout.write(`${cleanText(rule.name)} at ${formatTime(instant)}\n`)
  if (threshold !== undefined)
    stdout.write(`  fires when the value is ${threshold.operator} ${String(threshold.limit)}\n`)
  if (rule.holdMs > 0) stdout.write(`  for ${formatSeconds(rule.holdMs / 1_000)}\n`)
  stdout.write('\n')
  showNode(rule.expr, 0, log.monitor.querier, instant, context)
  stdout.write('\n')
  const alerts = log.monitor.getSnapshot('start').alerts.filter(({alertname}) => alertname === rule.name)
  if (alerts.length === 0) stdout.write('No alert is pending or firing.\n')
  for (const alert of alerts) stdout.write(`${cleanText(standing(alert, instant))}\n`)
  return EXIT.ok
}

function alertNamed(name: string, rules: readonly AlertRule[]): AlertRule {
  const rule = rules.find((one) => one.name === name)
  if (rule !== undefined) return rule
  const cure =
    rules.length === 0
      ? 'give a rule file with --rules'
      : `did you mean ${nearest(
          name,
          rules.map((one) => one.name),
        )}?`
  throw new PlugmonError('usage', `no alert is called "${name}"`, {cure})
}

/** A node, then what is below it, indented. */
function showNode(expr: Expr, depth: number, querier: Querier, at: number, context: Context): void {
  if (expr.kind === 'paren') {
    showNode(expr.expr, depth, querier, at, context)
    return
  }
  const text = printExpr(expr)
  const {value} = evaluateInstant(compile(expr, text), querier, at, {defaultStepMs: context.settings.interval})
  const indent = '  '.repeat(depth)
  context.stdout.write(`${indent}${cleanText(text)}\n`)
  for (const line of describeValue(value)) context.stdout.write(`${indent}  = ${cleanText(line)}\n`)
  if (expr.kind === 'range') return
  for (const child of childrenOf(expr))
    if (child.kind !== 'number' && child.kind !== 'string') showNode(child, depth + 1, querier, at, context)
}

function standing({state, labels, value, activeAt, holdSeconds, firedAt, resolvedAt}: AlertView, at: number): string {
  const shown = Object.entries(labels)
    .filter(([name]) => name !== 'alertname' && name !== 'severity')
    .map(([name, text]) => `${name}="${text}"`)
  const left = Math.max(0, holdSeconds - (at - activeAt) / 1_000)
  const since = {
    pending: `since ${formatTime(activeAt)}, ${formatSeconds(left)} of ${formatSeconds(holdSeconds)} left`,
    firing: `since ${formatTime(firedAt ?? activeAt)}`,
    resolved: `at ${formatTime(resolvedAt ?? at)}`,
  }[state]
  return `${state}  {${shown.join(', ')}}  value ${String(value)}  ${since}`
}
