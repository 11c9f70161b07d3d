import type {Snapshot} from '../snapshot.ts'
import type {Line} from './line.ts'
import type {Scene} from './scene.ts'
import {styleOfState} from './header.ts'

/** States of a source in which a person must know why. */
const TROUBLED = new Set(['connecting', 'waiting', 'retrying', 'failed'])

/** How long the screen says that edited rules are in force, or why they are not. */
const RULES_TOLD_MS = 60_000

/** The line below the header where something must be said: a source in trouble, a rule that fails. Undefined when all is well. */
export function noticeLine({live, theme}: Scene): Line | undefined {
  const troubled = live.sources.filter(({state}) => TROUBLED.has(state))
  const sick = sickRules(live)
  const more = troubled.length + sick.length - 1
  const [source] = troubled
  const [rule] = sick
  const rest = more > 0 ? `   (${more} more: x)` : ''
  if (source) {
    const name = live.sources.length > 1 ? `${theme.clean(source.name)} ` : ''
    return [' ', [`${name}${source.state}`, styleOfState(source.state)], `  ${theme.clean(source.text)}`, [rest, 'dim']]
  }
  if (rule)
    return [
      ' ',
      [`rule ${theme.clean(rule.name)} fails`, 'critical'],
      `  ${theme.clean(rule.error ?? '')}`,
      [rest, 'dim'],
    ]
  const told = live.marks.findLast(({kind}) => kind === 'rules')
  if (told !== undefined && live.at - told.at < RULES_TOLD_MS) return [' ', theme.clean(told.text)]
  return undefined
}

/** The rules that could not be evaluated. */
export function sickRules({rules}: Snapshot): Snapshot['rules'] {
  return rules.filter(({health}) => health === 'err')
}
