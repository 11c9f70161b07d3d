import {PlugmonError} from '../errors.ts'
import type {ScenarioName} from '../source/demo/create-scenario.ts'
import {SCENARIOS} from '../source/demo/create-scenario.ts'
import {nearest} from './nearest.ts'

/** @throws PlugmonError `usage` for a name that no scenario has. */
export function scenarioNamed(name: string): ScenarioName {
  if (Object.hasOwn(SCENARIOS, name)) return name as ScenarioName
  throw new PlugmonError('usage', `no scenario is called "${name}"`, {
    cure: `did you mean ${nearest(name, Object.keys(SCENARIOS))}? plugmon demo --list shows them all`,
  })
}
