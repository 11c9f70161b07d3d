import type {PlugmonError} from '../errors.ts'
import {readFields} from './fields.ts'
import {readGroupLabels, readRule} from './read-rule.ts'
import type {Rule, RuleGroup} from './rule.ts'
import {collectProblems, type Report} from './problems.ts'
import {readYaml, type YamlNode} from './yaml-node.ts'

/** A rule file as read: with problems, none of its groups is to be used. */
export interface RuleFile {
  readonly file: string
  readonly text: string
  readonly groups: readonly RuleGroup[]
  /** Everything that is wrong, in the order of the file; each `bad-rule` with its place. */
  readonly problems: readonly PlugmonError[]
}

const GROUP_FIELDS = ['name', 'interval', 'query_offset', 'limit', 'labels', 'rules']

/**
 * Reads a rule file of Prometheus 3.5. A bare list of rules, or a single rule, is taken as one group named like the file. `file` is the
 * name in messages and in what the groups say of themselves.
 */
export function parseRuleFile(text: string, file: string): RuleFile {
  const {problems, report} = collectProblems()
  const root = readYaml(text, file, report)
  const groups: RuleGroup[] = []
  const whole = {text, file, report}
  if (root !== undefined) {
    const bare = bareRules(root)
    if (bare !== undefined) {
      groups.push({
        ...{name: file, file, queryOffsetMs: 0, limit: 0, where: root.where},
        rules: readRules(bare, {name: file, labels: {}}, whole),
      })
    } else {
      const fields = readFields(root, 'rulefmt.RuleGroups', ['groups'], report)
      for (const node of fields?.list('groups', '[]rulefmt.RuleGroup') ?? []) {
        const group = readGroup(node, whole)
        if (group === undefined) continue
        if (groups.some(({name}) => name === group.name)) {
          report(group.where, `groupname: "${group.name}" is repeated in the same file`)
        }
        groups.push(group)
      }
    }
  }
  return {file, text, groups, problems}
}

interface Whole {
  readonly text: string
  readonly file: string
  readonly report: Report
}

/** The rules of a file that has no groups. */
function bareRules(root: YamlNode): readonly YamlNode[] | undefined {
  if (root.isList) return root.list('[]rulefmt.Rule')
  if (!root.isMap) return undefined
  const map = root.map('rulefmt.RuleGroups')!
  return !map.has('groups') && (map.has('alert') || map.has('record')) ? [root] : undefined
}

function readGroup(node: YamlNode, whole: Whole): RuleGroup | undefined {
  const {file, report} = whole
  const fields = readFields(node, 'rulefmt.RuleGroup', GROUP_FIELDS, report)
  if (fields === undefined) return undefined
  const name = fields.text('name')
  if (name === '') report(node.where, 'Groupname must not be empty')
  return {
    name,
    file,
    // An interval of 0 stands for the global one.
    intervalMs: fields.duration('interval') || undefined,
    queryOffsetMs: fields.duration('query_offset') ?? 0,
    limit: fields.integer('limit'),
    rules: readRules(fields.list('rules', '[]rulefmt.Rule'), {name, labels: readGroupLabels(fields, report)}, whole),
    where: node.where,
  }
}

function readRules(
  nodes: readonly YamlNode[],
  group: {readonly name: string; readonly labels: Readonly<Record<string, string>>},
  whole: Whole,
): readonly Rule[] {
  return nodes.flatMap((node, index) => readRule(node, group, index, whole, whole.report) ?? [])
}
