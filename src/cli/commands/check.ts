import {readFileSync} from 'node:fs'
import type {Where} from '../../errors.ts'
import {formatWhere, PlugmonError} from '../../errors.ts'
import {ALL_METRICS} from '../../monitor/own-metrics.ts'
import {lintRules} from '../../rules/lint/lint.ts'
import type {RuleFile} from '../../rules/parse-rule-file.ts'
import {parseRuleFile} from '../../rules/parse-rule-file.ts'
import {selectorsOf} from '../../rules/selectors-of.ts'
import {codeFrame} from '../code-frame.ts'
import {parseConfigFile} from '../config-file.ts'
import type {Context} from '../context.ts'
import {EXIT} from '../context.ts'
import type {Run} from '../run.ts'
import {neverMatched} from '../never-matched.ts'

/** One thing to say about a file. */
interface Remark {
  readonly where: Where
  readonly message: string
  readonly cure?: string | undefined
}

/** `plugmon check rules FILE…`: 0 when all is well, 1 when a file would not load, 3 when something is hardly meant. */
export const checkRules: Run<{readonly against?: string}> = async (paths, {against}, context) => {
  let code: number = EXIT.ok
  for (const path of paths) {
    context.stdout.write(`Checking ${path}\n`)
    const file = parseRuleFile(read(path), path)
    if (file.problems.length > 0) {
      context.stdout.write('  FAILED:\n')
      for (const {where, message, cure} of file.problems) tell({where, message, cure}, file.text, context)
      code = EXIT.failed
      continue
    }
    const count = file.groups.reduce((sum, {rules}) => sum + rules.length, 0)
    context.stdout.write(`  SUCCESS: ${String(count)} rules found\n`)
    const findings: Remark[] = lintRules(file, {
      intervalMs: context.settings.interval,
      metrics: isForPlugmon(file) ? ALL_METRICS : undefined,
    }).map(({rule, message, ...rest}) => ({...rest, message: `${rule}: ${message}`}))
    if (against !== undefined) findings.push(...(await neverMatched(file, against, context)))
    for (const finding of findings) tell(finding, file.text, context)
    if (findings.length > 0 && code === EXIT.ok) code = EXIT.findings
  }
  return code
}

/** `plugmon check config FILE…`. */
export const checkConfig: Run<unknown> = async (paths, _options, context) => {
  let code: number = EXIT.ok
  for (const path of paths) {
    context.stdout.write(`Checking ${path}\n`)
    const text = read(path)
    try {
      const {entries} = parseConfigFile(text, path)
      context.stdout.write(`  SUCCESS: ${String(entries.size)} settings found\n`)
    } catch (error) {
      if (!(error instanceof PlugmonError)) throw error
      context.stdout.write('  FAILED:\n')
      tell(error, text, context)
      code = EXIT.failed
    }
  }
  return code
}

/** Rules that name one of plugmon's metrics are for plugmon; others may know metrics that we do not. */
function isForPlugmon({groups}: RuleFile): boolean {
  const exprs = groups.flatMap(({rules}) => rules.map(({expr}) => expr))
  return exprs.some((expr) => selectorsOf(expr).selectors.some(({name}) => name !== 'up' && ALL_METRICS.has(name)))
}

function tell({where, message, cure}: Remark, text: string, {stdout}: Context): void {
  stdout.write(`${formatWhere(where)}: ${message}\n${codeFrame(text, where)}`)
  if (cure !== undefined) stdout.write(`  → ${cure}\n`)
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new PlugmonError('not-found', (error as Error).message, {cure: 'check the path'})
  }
}
