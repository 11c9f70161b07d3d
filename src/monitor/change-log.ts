import type {History, HistorySeries} from '../metrics/history.ts'

/** Which series of a metric changed at each of the last ticks: kept once for all selectors that ask. */
export interface ChangeLog {
  /** All series of the metric in the order of their births, as of the last update. */
  readonly series: readonly HistorySeries[]
  /** Counts the ticks; by more than one where ticks were missed or time was left out. */
  readonly tick: number
  /** Takes over what happened since the last time; to be called at every tick. */
  update(): void
  /** Keeps at least so many ticks from now on. */
  keep(ticks: number): void
  /** The series whose sample may differ between the tick so many ticks ago and the one before; none where it is not known. */
  changedAt(ticksAgo: number): ChangesOfTick
}

/** What changed at one tick. */
interface ChangesOfTick {
  /** Places of the series in the list of all. */
  readonly places: Int32Array
  /** The sample that each got, NaN of a histogram, and the time of its first sample; both NaN of what has none. */
  readonly values: Float64Array
  readonly bornAt: Float64Array
}

const NONE: ChangesOfTick = {places: new Int32Array(0), values: new Float64Array(0), bornAt: new Float64Array(0)}

/** Of the series of that name, or without one of all. */
export function createChangeLog(history: History, name: string | undefined): ChangeLog {
  let series: readonly HistorySeries[] = []
  /** Among all metrics a series' own place says nothing. */
  const places = new Map<HistorySeries, number>()
  /** A ring: the changes at `tick` stand at `tick % length`. */
  let changes: ChangesOfTick[] = [NONE]
  let tick = 0
  let count = NaN
  let at: number | undefined

  const placeOf = (each: HistorySeries) => (name === undefined ? places.get(each)! : each.place)
  const changedAt = (ticksAgo: number) => changes[(tick - ticksAgo + changes.length) % changes.length]!

  function changesNow(): ChangesOfTick {
    const changed = history.changed(name)
    const count = changed.length
    const now = {places: new Int32Array(count), values: new Float64Array(count), bornAt: new Float64Array(count)}
    for (let index = 0; index < count; index++) {
      const each = changed[index]!
      now.places[index] = placeOf(each)
      if (each.kind === 'histogram') {
        now.values[index] = NaN
        now.bornAt[index] = each.start === undefined ? NaN : each.start * history.intervalMs
        continue
      }
      const {pairs, count: steps} = each.samples
      now.values[index] = steps === 0 ? NaN : pairs[2 * steps - 1]!
      now.bornAt[index] = steps === 0 ? NaN : pairs[0]! * history.intervalMs
    }
    return now
  }

  return {
    get series() {
      return series
    },
    get tick() {
      return tick
    },
    update() {
      const {tickCount, lastTickAt, intervalMs} = history
      series = history.select(name)
      if (name === undefined) while (places.size < series.length) places.set(series[places.size]!, places.size)
      if (count === tickCount) return
      const isNext = count === tickCount - 1 && at !== undefined && lastTickAt === at + intervalMs
      count = tickCount
      at = lastTickAt
      tick += isNext ? 1 : changes.length + 1
      if (!isNext) changes.fill(NONE)
      changes[tick % changes.length] = changesNow()
    },
    keep(ticks) {
      if (ticks <= changes.length) return
      const longer = Array.from({length: ticks}, () => NONE)
      for (let ago = 0; ago < changes.length; ago++) longer[(tick + ticks - ago) % ticks] = changedAt(ago)
      changes = longer
    },
    changedAt,
  }
}
