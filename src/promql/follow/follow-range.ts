import type {MatrixSelector} from '../ast.ts'
import {timeAt, type Context} from '../context.ts'
import type {Frame} from '../frame.ts'
import {dropMetadata, labelValue, METRIC_NAME, type Labels} from '../labels.ts'
import type {Series} from '../querier.ts'
import {NO_SAMPLES} from '../range-row.ts'
import {createWindow, type RangeFunction} from '../window.ts'
import {createEndWindows} from './end-windows.ts'
import {adopt, begin, createFollower, followPlainly, reserveRows, write, type Follower} from './live.ts'
import {createReadWindows} from './range-windows.ts'

/**
 * How long a change in a series is felt by a range function that looks at nothing but samples and how far they are apart. Samples stand
 * at every tick, so a window that has slid by a tick over a series holds the same values as before, unless
 * - `ends`: a change has come in, or stands at the first sample, whose predecessor is gone: for functions of the first and the last sample
 *   and of the steps in between;
 * - `pair`: the same of the last two samples alone;
 * - `all`: there is a change anywhere in it: for functions of how many samples have which value.
 */
export type Felt = 'ends' | 'pair' | 'all'

/** What a range function is, for who follows it. */
export interface FollowedFunction {
  readonly apply: RangeFunction
  readonly felt: Felt
  /** It hands on a sample as it is. */
  readonly keepsName: boolean
  /** It is the growth between both ends, of a counter or a gauge; other functions have none. */
  readonly growth?: {readonly isCounter: boolean; readonly perSecond: boolean} | undefined
}

/** Follows a function over the range of a selector. A series younger than the range is computed at every tick. */
export function followRange(
  {selector, rangeMs, pos}: MatrixSelector,
  {apply, felt, keepsName, growth}: FollowedFunction,
  evaluate: (context: Context) => Frame,
): Follower {
  const {matchers, offsetMs} = selector
  if (offsetMs !== 0 || selector.at !== undefined) return followPlainly(evaluate)
  const readWindows = createReadWindows(apply)
  const windows = growth ? createEndWindows(readWindows, growth.isCounter, growth.perSecond) : readWindows
  let labels: Labels[] = []
  let known = 0
  let tick = NaN
  let name: string | undefined
  let isAmbiguous = false
  /** Rows that are computed at this turn, and for each row the turn in which it was last. */
  let due = new Int32Array(0)
  let dueCount = 0
  let dueTurn = new Float64Array(0)
  let turn = 0
  /** Rows that are computed at the next turn whatever happens. */
  let awake = new Int32Array(0)
  let awakeCount = 0
  /** For each row the time up to which a change is felt that nobody tells of again; now, for one that comes in. */
  let feltUntil = new Float64Array(0)
  let lastFelt = 0

  function append({labels: of}: Series): void {
    labels.push(keepsName ? of : dropMetadata(of))
    if (keepsName) return
    // Without their names, rows of several metrics may become one.
    name ??= labelValue(of, METRIC_NAME)
    isAmbiguous ||= labelValue(of, METRIC_NAME) !== name || of.names.length - labels.at(-1)!.names.length !== 1
  }

  function reserve(rows: number): void {
    windows.reserve(rows)
    if (rows <= due.length) return
    const grown = <T extends Int32Array | Float64Array>(array: T, larger: T): T => {
      larger.set(array)
      return larger
    }
    due = grown(due, new Int32Array(2 * rows))
    awake = grown(awake, new Int32Array(2 * rows))
    dueTurn = grown(dueTurn, new Float64Array(2 * rows))
    feltUntil = grown(feltUntil, new Float64Array(2 * rows))
  }

  function addDue(row: number): void {
    if (dueTurn[row] === turn) return
    dueTurn[row] = turn
    due[dueCount++] = row
  }

  function enter(row: number, value: number, life: number): void {
    windows.enter(row, value, life)
    feltUntil[row] = Math.max(feltUntil[row]!, lastFelt)
    addDue(row)
  }

  function leave(row: number, value: number, life: number): void {
    if (row >= known) return
    windows.leave(row, value, life)
    addDue(row)
  }

  return createFollower((live, context, isAnew) => {
    const at = timeAt(context.axis, 0)
    const feed = isAmbiguous ? undefined : context.querier.follow?.(matchers, at, rangeMs)
    if (feed === undefined) {
      adopt(live, evaluate(context))
      return
    }
    if (isAnew || live.labels !== labels) labels = begin(live)
    if (feed.tick !== tick + 1) live.moved.isAll = true
    tick = feed.tick
    known = live.moved.isAll ? 0 : labels.length
    for (let row = labels.length; row < feed.series.length; row++) append(feed.series[row]!)
    if (isAmbiguous) {
      adopt(live, evaluate(context))
      return
    }
    reserveRows(live, labels.length)
    reserve(labels.length)
    turn = live.turns
    dueCount = 0
    const held = Math.ceil(rangeMs / feed.intervalMs)
    const samples = felt === 'pair' ? Math.min(2, held) : held
    const window = {...createWindow(NO_SAMPLES, context, pos), start: at - rangeMs, end: at, at}
    windows.slide(window, feed)
    // What the log does not know of may have changed just now.
    lastFelt = felt === 'all' || known === 0 ? at + (samples - 1) * feed.intervalMs : at
    for (let row = known; row < labels.length; row++) {
      // A series that was not there at the tick before has had no sample then.
      if (known > 0) windows.beginEmpty(row)
      else windows.begin(row)
      feltUntil[row] = lastFelt
      addDue(row)
    }
    if (known > 0) {
      for (let index = 0; index < awakeCount; index++) {
        const row = awake[index]!
        if (feltUntil[row]! >= at) windows.begin(row)
        addDue(row)
      }
      feed.visitChanged(0, enter)
      if (felt !== 'all' && samples > 1) feed.visitChanged(samples - 1, leave)
    }
    awakeCount = 0
    for (let index = 0; index < dueCount; index++) {
      const row = due[index]!
      write(live, row, windows.compute(row))
      const {count} = windows
      if (count > 0 && (count < samples || feltUntil[row]! > at)) awake[awakeCount++] = row
    }
  })
}
