import {START, type Axis} from './axis.ts'
import type {WindowName} from '../figures.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

/** The longest sliding window: history is kept for at least as long. */
export const LONGEST_WINDOW_MS = HOUR_MS

const LENGTH_MS: Record<Exclude<WindowName, 'start'>, number> = {
  '1m': MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '1h': HOUR_MS,
}

/**
 * A window as ticks and as what counts are divided by. It holds the slots since the tick `from` and the open one, the fewest that
 * cover its length. No rate is told of less time than its own unit: a single failure is not 60 an hour because the window is a minute.
 */
export interface Frame {
  /** START where everything counts. */
  readonly from: number
  /** Where counts per hour begin. */
  readonly hourFrom: number
  readonly minutes: number
  readonly hours: number
  /** Its slots by groups, for a line of at most `most` values. */
  groups(most: number): Groups
}

/** Slots by groups of equal length that stand still while time goes on: each begins at a multiple of its length. */
export interface Groups {
  /** The slots of the groups come after this tick. */
  readonly from: number
  readonly count: number
  /** Ticks in a group. */
  readonly size: number
  /** The group of the slot that ends at a tick. */
  indexOf(tick: number): number
  /** The last tick of a group. */
  endOf(index: number): number
}

/** The frame of a window at the last closed tick. Since the start, rates are of the time that was ticked through. */
export function frameOf(window: WindowName, axis: Axis): Frame {
  const elapsedMs = axis.ticks * axis.intervalMs
  const back = (lengthMs: number) =>
    axis.closed === undefined ? START : axis.closed - Math.ceil(lengthMs / axis.intervalMs)
  const isStart = window === 'start'
  const lengthMs = isStart ? LONGEST_WINDOW_MS : LENGTH_MS[window]
  return {
    from: isStart ? START : back(lengthMs),
    hourFrom: isStart ? START : back(HOUR_MS),
    minutes: Math.max(1, (isStart ? elapsedMs : lengthMs) / MINUTE_MS),
    hours: Math.max(1, (isStart ? elapsedMs : HOUR_MS) / HOUR_MS),
    groups: (most) => groupsOf(axis, Math.ceil(lengthMs / axis.intervalMs), most),
  }
}

function groupsOf({closed = -1}: Axis, slots: number, most: number): Groups {
  const from = closed - slots
  // One group more than fits the slots, since the first and the last may be partial, and the open slot.
  const size = Math.max(1, Math.ceil((slots + 1) / (most - 1)))
  const first = Math.floor((from + 1) / size)
  return {
    from,
    size,
    count: Math.floor((closed + 1) / size) - first + 1,
    indexOf: (tick) => Math.floor(tick / size) - first,
    endOf: (index) => (first + index + 1) * size - 1,
  }
}
