import type {Where} from '../errors.ts'
import type {RuleFile} from '../rules/parse-rule-file.ts'
import {selectorsOf} from '../rules/selectors-of.ts'
import type {Context} from './context.ts'
import {openSources} from './open-sources.ts'
import {startMonitor} from './start-monitor.ts'

/** What a rule reads that no series of a log ever had. */
export async function neverMatched(
  {groups}: RuleFile,
  log: string,
  context: Context,
): Promise<{where: Where; message: string; cure: string}[]> {
  const quiet = {...context, settings: {...context.settings, 'builtin-rules': false, rules: []}}
  const monitor = await startMonitor(await openSources([log], quiet, {follow: false}), quiet, {isLive: false})
  const rules = groups.flatMap((group) => group.rules)
  const written = new Set(['ALERTS', 'ALERTS_FOR_STATE', ...rules.map(({name}) => name)])
  await monitor.run(new AbortController().signal)
  return rules.flatMap(({expr, name, exprWhere}) => {
    const unmatched = selectorsOf(expr).selectors.filter(
      (selector) =>
        !written.has(selector.name) && monitor.querier.select(selector.matchers, -Infinity, Infinity).length === 0,
    )
    return unmatched.map((selector) => ({
      where: exprWhere,
      message: `${name}: nothing in ${log} ever matched ${selector.name === '' ? 'a selector without a name' : selector.name}`,
      cure: 'Check the name and the labels, or take a log in which it happens.',
    }))
  })
}
