import type {Snapshot} from '../snapshot.ts'
import type {Settings} from './settings.ts'

/** Whether something at or above `--fail-on` was over its limit, or fired at any time. */
export function isFailing({thresholds, incidents}: Snapshot, failOn: Settings['fail-on']): boolean {
  const fired = incidents.filter(({firedAt}) => firedAt !== undefined)
  switch (failOn) {
    case 'never':
      return false
    case 'critical':
      return fired.some(({severity}) => severity === 'critical')
    case 'warning':
      return fired.some(({severity}) => severity === 'critical' || severity === 'warning')
    case 'threshold':
      return fired.length > 0 || thresholds.some(({verdict}) => verdict === 'over')
  }
}
