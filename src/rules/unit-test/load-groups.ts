import {PlugmonError} from '../../errors.ts'
import {parseRuleFile} from '../parse-rule-file.ts'
import type {RuleGroup} from '../rule.ts'

/** The groups of some rule files in the order of their evaluation: those that are named there first. Throws the first problem. */
export function loadGroups(
  paths: readonly string[],
  read: (path: string) => string,
  order: readonly string[],
): RuleGroup[] {
  const repeated = order.find((name, index) => order.indexOf(name) !== index)
  if (repeated !== undefined) {
    throw new PlugmonError('bad-test', `group name repeated in evaluation order: ${repeated}`)
  }
  const groups = paths.flatMap((path) => {
    const {groups: loaded, problems} = parseRuleFile(read(path), path)
    if (problems[0] !== undefined) throw problems[0]
    return loaded
  })
  const rank = ({name}: RuleGroup) => (order.includes(name) ? order.indexOf(name) : order.length)
  return groups.sort((a, b) => rank(a) - rank(b))
}
