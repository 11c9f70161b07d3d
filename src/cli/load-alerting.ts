import {PlugmonError} from '../errors.ts'
import type {AlertingOptions} from '../monitor/alerting.ts'
import {parseRuleFile} from '../rules/parse-rule-file.ts'
import {reachOf} from '../rules/reach-of.ts'
import type {RuleGroup} from '../rules/rule.ts'
import {packageFile} from './package-file.ts'
import {readYamlFile} from './read-yaml-file.ts'
import type {Settings} from './settings.ts'

/** The longest sliding window: what panels look at, whatever the rules do. */
const LONGEST_WINDOW_MS = 3_600_000

/** The path of the built-in pack. */
export function builtinRulesPath(): string {
  return packageFile('rules/builtin.yml')
}

/** The rules in force: the built-in pack, unless it is left out, and those of `--rules`. */
export function loadRules(settings: Settings): RuleGroup[] {
  return [...(settings['builtin-rules'] ? [builtinRulesPath()] : []), ...settings.rules].flatMap(readRules)
}

/** @throws PlugmonError `bad-rule` with its place for the first thing that is wrong, `not-found` for a file that cannot be read. */
export function readRules(path: string): readonly RuleGroup[] {
  const {groups, problems} = parseRuleFile(readYamlFile(path), path === builtinRulesPath() ? 'builtin.yml' : path)
  const [first] = problems
  if (first === undefined) return groups
  throw new PlugmonError('bad-rule', first.message, {
    where: first.where,
    cure: first.cure ?? `plugmon check rules ${path} shows all of its ${String(problems.length)} problems`,
  })
}

/** What the monitor needs to evaluate these rules, and how far back any of them looks. */
export function loadAlerting(settings: Settings): AlertingOptions {
  const groups = loadRules(settings)
  return {
    groups,
    intervalMs: settings.interval,
    retentionMs: Math.max(LONGEST_WINDOW_MS, reachOf(groups)) + settings.interval,
  }
}
