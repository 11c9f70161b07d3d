import text from './builtin.yml'
import {parseRuleFile} from './parse-rule-file.ts'

const {groups, problems} = parseRuleFile(text, 'builtin.yml')
if (problems[0] !== undefined) throw problems[0]

/** The groups of the built-in pack, read when the package is built: see build/prepared.mjs. */
export const prepared = groups
