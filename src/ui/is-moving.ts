import type {Snapshot} from '../snapshot.ts'

/** Whether anything may still come: not when every source has ended or failed for good. Then ages stand still and a rate means nothing. */
export function isMoving({sources}: Snapshot): boolean {
  return sources.some(({state}) => state !== 'ended' && state !== 'failed')
}
