import type {Snapshot} from '../snapshot.ts'
import type {ScreenState} from './screen-state.ts'
import type {Theme} from './theme.ts'
import type {Room} from './views.ts'

/** Everything that one frame is drawn from; the same scene gives the same frame. */
export interface Scene {
  /** What the panels show: the newest, or while paused the one that is held. */
  readonly snapshot: Snapshot
  /** The newest, which the header tells of even while paused. */
  readonly live: Snapshot
  /** What the panels show, since the start: only where a detail stands in front of them, as it takes as long to make as the snapshot. */
  readonly whole?: Snapshot | undefined
  readonly state: ScreenState
  readonly theme: Theme
  readonly room: Room
  /** The wall clock, for the age of the last event. */
  readonly nowMs: number
  /** How far local time is east of UTC. */
  readonly offsetMinutes: number
}
