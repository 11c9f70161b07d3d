import {START, type Axis} from './axis.ts'
import type {WindowName} from '../figures.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

/** Most values of the lines over all plugins, and of a plugin's own. */
const LONG_LINE = 60
const SHORT_LINE = 16

/** The longest sliding window: history is kept for at least as long. */
export const LONGEST_WINDOW_MS = HOUR_MS

const LENGTH_MS: Record<Exclude<WindowName, 'start'>, number> = {
  '1m': MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '1h': HOUR_MS,
}

/** The slots of a window: those after the tick `from`, or START, up to the open one. */
export interface Reach {
  readonly window: WindowName
  readonly from: number
  /** The last closed tick; START before the first. */
  readonly closed: number
  /** Its slots by groups; undefined where everything counts. */
  readonly line: Groups | undefined
}

/** All that was ever counted, wherever the ticks are. */
export const EVER: Reach = {window: 'start', from: START, closed: START, line: undefined}

/**
 * A window as ticks and as what counts are divided by. It holds the slots since the tick `from` and the open one, the fewest that
 * cover its length. No rate is told of less time than its own unit: a single failure is not 60 an hour because the window is a minute.
 */
export interface Frame extends Reach {
  /** Where counts per hour begin. */
  readonly hourFrom: number
  readonly minutes: number
  readonly hours: number
  /** Its slots by groups, for a line over all plugins, */
  readonly longLine: Groups
  /** and for one of each plugin. */
  readonly shortLine: Groups
}

/** Slots by groups of equal length that stand still while time goes on: each begins at a multiple of its length. */
export interface Groups {
  /** The slots of the groups come after this tick. */
  readonly from: number
  /** The last closed tick. */
  readonly closed: number
  /** Which multiple of the length the first one begins at. */
  readonly first: number
  readonly count: number
  /** Ticks in a group. */
  readonly size: number
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
  const slots = Math.ceil(lengthMs / axis.intervalMs)
  const shortLine = groupsOf(axis, slots, SHORT_LINE)
  return {
    window,
    closed: axis.closed ?? START,
    from: isStart ? START : back(lengthMs),
    hourFrom: isStart ? START : back(HOUR_MS),
    minutes: Math.max(1, (isStart ? elapsedMs : lengthMs) / MINUTE_MS),
    hours: Math.max(1, (isStart ? elapsedMs : HOUR_MS) / HOUR_MS),
    line: isStart || axis.closed === undefined ? undefined : shortLine,
    longLine: groupsOf(axis, slots, LONG_LINE),
    shortLine,
  }
}

function groupsOf({closed = -1}: Axis, slots: number, most: number): Groups {
  const from = closed - slots
  // One group more than fits the slots, since the first and the last may be partial, and the open slot.
  const size = Math.max(1, Math.ceil((slots + 1) / (most - 1)))
  const first = Math.floor((from + 1) / size)
  return {
    from,
    closed,
    first,
    size,
    count: Math.floor((closed + 1) / size) - first + 1,
    endOf: (index) => (first + index + 1) * size - 1,
  }
}

/** Everything up to where a window ends. */
export function sinceStart({closed}: Reach): Reach {
  return {window: 'start', from: START, closed, line: undefined}
}
