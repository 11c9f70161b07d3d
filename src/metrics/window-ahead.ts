import {WINDOWS, type WindowName} from '../figures.ts'
import type {Axis} from './axis.ts'
import type {HostRecord} from './host-record.ts'
import {frameOf} from './window.ts'
import type {WindowSums} from './window-sums.ts'

/** So many values are read at once: one or two milliseconds. */
const READ_AT_ONCE = 1_000_000

/** What it takes to find that a list of histograms has nothing to move on. */
const READ_FOR_NOTHING = 64

/** The windows that nobody looks at. */
export interface Ahead {
  /** A window was looked at. Once it has been two times between two ticks, some sums of the others move on with every look. */
  goOn(looked: WindowName): void
}

/**
 * Who watches changes the window at a key, and the sums of an hour cannot be added up before the screen seems to hang. So they move on
 * a little with every look, those first that take longest. Who looks once a tick or less is no screen, and has nothing done for it.
 */
export function createAhead(axis: Axis, hosts: ReadonlyMap<string, HostRecord>, sums: WindowSums): Ahead {
  let tick: number | undefined
  let rest: Generator<undefined, void> | undefined
  let isScreen = false

  function* others(looked: WindowName): Generator<undefined, void> {
    let read = 0
    for (const window of [...WINDOWS].reverse()) {
      if (window === looked) continue
      const frame = frameOf(window, axis)
      for (const {plugins} of hosts.values()) {
        for (const {loads, initializations} of plugins.values()) {
          for (const {series} of [loads, initializations]) {
            if (series.length > 0) read += READ_FOR_NOTHING + sums.keep(series, frame)
            if (read < READ_AT_ONCE) continue
            read = 0
            yield
          }
        }
      }
    }
  }

  return {
    goOn(looked) {
      if (axis.closed === undefined) return
      if (axis.closed === tick) isScreen = true
      else rest = undefined
      tick = axis.closed
      if (isScreen) (rest ??= others(looked)).next()
    },
  }
}
