import type {HelloEvent} from '../event.ts'
import type {Mark} from '../snapshot.ts'
import type {Lane} from './lane.ts'

/**
 * A host says who it is: names the lane's instance, unless events have already gone to the source's name, and tells a restart from a
 * mere reconnection by its process.
 */
export function introduce(lane: Lane, {host, instance, pid, started, time}: HelloEvent): Mark | undefined {
  if (lane.given === 0) lane.isNamedByHost = true
  if (lane.isNamedByHost) lane.instance = instance ?? host
  lane.host = host
  const life = JSON.stringify([host, pid, started])
  const isRestart = lane.life !== undefined && lane.life !== life
  lane.life = life
  if (!isRestart) return undefined
  lane.restarts++
  return {
    at: time,
    kind: 'restart',
    instance: lane.instance,
    text: `${host} restarted${pid === undefined ? '' : `, pid ${String(pid)}`}`,
  }
}
