import type {AlertingOptions} from '../monitor/alerting.ts'
import {builtinGroups} from '../rules/builtin.ts'
import {reachOf} from '../rules/reach-of.ts'
import type {RuleGroup} from '../rules/rule.ts'
import type {Settings} from './settings.ts'

/** The longest sliding window: what panels look at, whatever the rules do. */
const LONGEST_WINDOW_MS = 3_600_000

/** The rules in force: the built-in pack, unless it is left out, and those of `--rules`. Fails as readRules does. */
export async function loadRules(settings: Settings): Promise<readonly RuleGroup[]> {
  const builtin = settings['builtin-rules'] ? builtinGroups : []
  if (settings.rules.length === 0) return builtin
  // Only who has rules of their own pays for reading YAML.
  const {readRules} = await import('./read-rules.ts')
  return [...builtin, ...settings.rules.flatMap(readRules)]
}

/** What the monitor needs to evaluate these rules, and how far back any of them looks. */
export async function loadAlerting(settings: Settings): Promise<AlertingOptions> {
  const groups = await loadRules(settings)
  return {
    groups,
    intervalMs: settings.interval,
    retentionMs: Math.max(LONGEST_WINDOW_MS, reachOf(groups)) + settings.interval,
  }
}
