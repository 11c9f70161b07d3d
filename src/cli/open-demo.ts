import {createDemoSource} from '../source/demo/demo-source.ts'
import type {Source} from '../source/source.ts'
import {scenarioNamed} from './scenario-named.ts'

/** The make-believe host as a source; '' stands for its usual story. Throws `usage` for a story that there is not. */
export function openDemo(name: string, options: {readonly speed: number; readonly now: () => number}): Source {
  return createDemoSource({scenario: scenarioNamed(name || 'story'), ...options})
}
