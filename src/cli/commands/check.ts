import type {Where} from '../../errors.ts'
import {formatWhere, PlugmonError} from '../../errors.ts'
import {cleanText} from '../../format/clean-text.ts'
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
import {readYamlFile} from '../read-yaml-file.ts'

/** One thing to say about a file. */
interface Remark {
  readonly where: Where
  readonly message: string
  readonly cure?: string | undefined
}

interface CheckOptions {
  readonly against?: string
  readonly lintFatal?: true
}

/** `plugmon check rules FILE…`: 0 when all is well, 1 when a file would not load, 3 when something is hardly meant. */
export const checkRules: Run<CheckOptions> = async (paths, {against, lintFatal}, context) => {
  let code: number = EXIT.ok
  for (const path of paths) {
    const text = readChecked(path, context)
    const file = text === undefined ? undefined : parseRuleFile(text, path)
    if (file === undefined || file.problems.length > 0) {
      if (file !== undefined) fail(file.problems, file.text, context)
      code = EXIT.failed
      continue
    }
    const count = file.groups.reduce((sum, {rules}) => sum + rules.length, 0)
    context.stdout.write(`  SUCCESS: ${String(count)} rules found\n`)
    const isOurs = isForPlugmon(file)
    const findings = lintRules(file, {
      intervalMs: context.settings.interval,
      metrics: isOurs ? ALL_METRICS : undefined,
    })
    const unmatched = against === undefined ? [] : await neverMatched(file, against, context)
    for (const {rule, message, ...rest} of findings) tell({...rest, message: `${rule}: ${message}`}, file.text, context)
    for (const remark of unmatched) tell(remark, file.text, context)
    // Rules for other metrics end as with promtool: how they are evaluated, and on what, is not known here.
    const isFatal = (isOurs || lintFatal) && findings.length > 0
    if ((isFatal || unmatched.length > 0) && code === EXIT.ok) code = EXIT.findings
  }
  return code
}

/** `plugmon check config FILE…`. */
export const checkConfig: Run<unknown> = async (paths, _options, context) => {
  let code: number = EXIT.ok
  for (const path of paths) {
    const text = readChecked(path, context)
    if (text === undefined) {
      code = EXIT.failed
      continue
    }
    try {
      const {entries} = parseConfigFile(text, path)
      context.stdout.write(`  SUCCESS: ${String(entries.size)} settings found\n`)
    } catch (error) {
      if (!(error instanceof PlugmonError)) throw error
      fail([error], text, context)
      code = EXIT.failed
    }
  }
  return code
}

/** Rules that name one of plugmon's own metrics are for plugmon; others may know metrics that we do not. */
function isForPlugmon({groups}: RuleFile): boolean {
  const names = groups.flatMap(({rules}) =>
    rules.flatMap(({expr}) => selectorsOf(expr).selectors.map(({name}) => name)),
  )
  // up and process_resident_memory_bytes are made everywhere.
  return names.some((name) => ALL_METRICS.has(name) && /^plug(in|mon)/.test(name))
}

/** The text of a file, announced; undefined, and told, where it is no text. */
function readChecked(path: string, context: Context): string | undefined {
  context.stdout.write(`Checking ${cleanText(path)}\n`)
  try {
    return readYamlFile(path)
  } catch (error) {
    if (!(error instanceof PlugmonError) || error.code !== 'bad-rule') throw error
    fail([error], undefined, context)
    return undefined
  }
}

function fail(problems: readonly Remark[], text: string | undefined, context: Context): void {
  context.stdout.write('  FAILED:\n')
  for (const problem of problems) tell(problem, text, context)
}

function tell({where, message, cure}: Remark, text: string | undefined, {stdout}: Context): void {
  stdout.write(`${cleanText(`${formatWhere(where)}: ${message}`)}\n`)
  if (text !== undefined) stdout.write(codeFrame(text, where))
  if (cure !== undefined) stdout.write(`  → ${cleanText(cure)}\n`)
}
