import {prepared} from './builtin-groups.ts?prepared'
import type {RuleGroup} from './rule.ts'

/** The groups of the built-in pack, ready to be evaluated. */
export const builtinGroups = prepared as readonly RuleGroup[]
