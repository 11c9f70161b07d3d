import {formatAge} from '../format/seconds.ts'
import {formatClock} from '../format/time.ts'
import type {Scene} from './scene.ts'

/** Cells of a moment in a column. */
export const MOMENT_WIDTH = 8

/** When something was, in 8 cells at most: by the clock, or (key T) how long before the newest event. */
export function formatMoment({state, snapshot, offsetMinutes}: Scene, at: number): string {
  return state.isRelativeTime ? `-${formatAge(snapshot.at - at)}` : formatClock(at, offsetMinutes)
}
