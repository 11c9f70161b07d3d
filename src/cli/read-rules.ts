import {PlugmonError} from '../errors.ts'
import {parseRuleFile} from '../rules/parse-rule-file.ts'
import type {RuleGroup} from '../rules/rule.ts'
import {readYamlFile} from './read-yaml-file.ts'

/** @throws PlugmonError `bad-rule` with its place for the first thing that is wrong, `not-found` for a file that cannot be read. */
export function readRules(path: string): readonly RuleGroup[] {
  const {groups, problems} = parseRuleFile(readYamlFile(path), path)
  const [first] = problems
  if (first === undefined) return groups
  throw new PlugmonError('bad-rule', first.message, {
    where: first.where,
    cure: first.cure ?? `plugmon check rules ${path} shows all of its ${String(problems.length)} problems`,
  })
}
