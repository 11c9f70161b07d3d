import type {MetricEvent} from '../event.ts'
import {createAxis, type Axis} from './axis.ts'
import {METRICS, type MetricKind} from './catalog.ts'
import {createHistogram, restartHistogram, withdrawHistogram, type Histogram} from './histogram.ts'
import {createPending, type Pending} from './pending.ts'
import {createScalar, restartScalar, withdrawScalar, type Scalar} from './scalar.ts'
import type {Label, SeriesOptions} from './series.ts'
import {
  addChange,
  appendChanges,
  closeTickLog,
  createTickChanges,
  createTickLog,
  type TickChanges,
  type TickLog,
} from './tick-log.ts'
import {clearSlotPages} from './slot-pages.ts'

/** Metrics of a name of their own that hosts may bring along; a host that makes up names is at fault, and its further ones are counted. */
const NAMES_KEPT = 1_000
/** What the labels of the series read that takes the values of all series beyond the cap. */
export const OTHER = '__other__'
/** Longer label values are cut: a reason may be a whole message. */
export const LABEL_LENGTH = 200

type Unit = NonNullable<MetricEvent['unit']>

/** Bucket steps in a unit: nanoseconds, bytes, and for bare numbers millionths, up to 9 billion. */
const SCALES: Record<Unit, number> = {s: 1e9, By: 1, '1': 1e6}

/** What the series of a kind are. */
export interface SeriesOf {
  readonly counter: Scalar
  readonly gauge: Scalar
  readonly histogram: Histogram
}

/** A series of either sort. */
export type AnySeries = Scalar | Histogram

interface Family {
  readonly kind: MetricKind
  readonly scale: number
  readonly byKey: Map<string, AnySeries>
  /** The series past the cap, by instance. */
  readonly others: Map<string, AnySeries>
  readonly series: AnySeries[]
  readonly wholes: AnySeries[]
  /** For each series its place among those of all metrics. */
  readonly placesInAll: number[]
  readonly log: TickLog
}

const NO_CHANGES = createTickChanges()

/** All series, by metric. */
export interface Registry {
  readonly axis: Axis
  /** Where values go, by the `id` of their series. */
  readonly pending: Pending
  /**
   * The series of these labels, made when it is not there. Past the cap it is the one whose labels read `__other__`; undefined when the
   * metric is of another kind already, or there are too many names. Both are counted in `overflowed`.
   */
  open<K extends MetricKind>(
    kind: K,
    name: string,
    instance: string,
    labels: readonly Label[],
    unit?: Unit,
  ): SeriesOf[K] | undefined
  /** The series of a metric, in the order of their births; of all metrics without a name. */
  series(name?: string): readonly AnySeries[]
  /** As History.changed. */
  changed(name?: string): TickChanges
  /** All series of a counter or histogram together, one whole for each instance, so that views need not add them up; not in the history. */
  wholes(name: string): readonly AnySeries[]
  /** Withdraws what an instance has counted of a metric. */
  withdraw(name: string, instance: string): void
  /** Closes the slots up to `tick`. */
  close(tick: number): void
  startEpoch(tick: number): void
  /** Values that found no series of their own, by metric. */
  readonly overflowed: Readonly<Record<string, number>>
  /** Rises with every series that is made. */
  readonly version: number
}

/**
 * @param seriesCap most series of one metric
 * @param pendingCapacity see createPending
 */
export function createRegistry(
  intervalMs: number,
  retentionMs: number,
  seriesCap: number,
  pendingCapacity: number,
): Registry {
  const axis = createAxis(intervalMs, retentionMs)
  const families = new Map<string, Family>()
  const all: AnySeries[] = []
  const overflowed: Record<string, number> = Object.create(null) as Record<string, number>
  const pending = createPending(axis, pendingCapacity)
  let count = 0
  /** Withdrawn or begun anew since the last tick. */
  let anew: AnySeries[] = []
  /** Metrics whose changes are asked for, those without series too. */
  const kept = new Set<string>()
  let isAllKept = false

  function overflow(name: string): void {
    overflowed[name] = (overflowed[name] ?? 0) + 1
  }

  function familyOf(kind: MetricKind, name: string, unit: Unit | undefined): Family | undefined {
    let family = families.get(name)
    if (family === undefined) {
      if (families.size >= NAMES_KEPT) return undefined
      family = {
        kind: METRICS.get(name)?.kind ?? kind,
        scale: SCALES[METRICS.has(name) ? 's' : (unit ?? '1')],
        byKey: new Map(),
        others: new Map(),
        series: [],
        wholes: [],
        placesInAll: [],
        log: createTickLog(isAllKept || kept.has(name)),
      }
      families.set(name, family)
    }
    return family.kind === kind ? family : undefined
  }

  function create(family: Family, given: Omit<SeriesOptions, 'id' | 'axis' | 'flush'>, whole?: AnySeries): AnySeries {
    const options = {...given, id: count++, axis, flush: pending.flush}
    const isBornAtZero = family.kind === 'counter' && METRICS.get(given.name)?.isTotal !== true
    const series =
      family.kind === 'histogram' ? createHistogram(options, family.scale) : createScalar(options, isBornAtZero)
    pending.enlist(series, whole)
    return series
  }

  function make(family: Family, name: string, instance: string, labels: readonly Label[], isOther: boolean): AnySeries {
    const options = {name, instance, labels, isOther, place: family.series.length, log: family.log}
    let whole = family.wholes.find((each) => each.instance === instance)
    if (whole === undefined && family.kind !== 'gauge') {
      whole = create(family, {...options, labels: [], log: undefined})
      family.wholes.push(whole)
    }
    const series = create(family, options, whole)
    family.series.push(series)
    family.placesInAll.push(all.push(series) - 1)
    return series
  }

  function find(family: Family, name: string, instance: string, labels: readonly Label[]): AnySeries {
    const key = JSON.stringify(labels)
    let series = family.byKey.get(key)
    if (series !== undefined) return series
    if (family.byKey.size < seriesCap) series = make(family, name, instance, labels, false)
    else {
      overflow(name)
      const known = family.others.get(instance)
      if (known !== undefined) return known
      // The names of the first series' labels, so that their number cannot grow either.
      const names = family.series[0]!.labels.map(([label]) => label)
      const others = names.map((label): Label => [label, label === 'instance' ? instance : OTHER])
      series = make(family, name, instance, others, true)
      family.others.set(instance, series)
      return series
    }
    family.byKey.set(key, series)
    return series
  }

  /** Buckets of histograms say nothing among numbers. */
  function changedInAll(): TickChanges {
    isAllKept = true
    const changes = createTickChanges()
    for (const {kind, log, placesInAll} of families.values()) {
      log.isKept = true
      const from = changes.count
      appendChanges(changes, log.closed, placesInAll)
      if (kind === 'histogram') changes.values.fill(NaN, from, changes.count)
    }
    return changes
  }

  return {
    axis,
    pending,
    overflowed,
    open<K extends MetricKind>(kind: K, name: string, instance: string, labels: readonly Label[], unit?: Unit) {
      const family = familyOf(kind, name, unit)
      if (family === undefined) {
        overflow(families.has(name) ? name : OTHER)
        return undefined
      }
      return find(family, name, instance, normalized(instance, labels)) as SeriesOf[K]
    },
    series(name) {
      return name === undefined ? all : (families.get(name)?.series ?? [])
    },
    changed(name) {
      if (name === undefined) return changedInAll()
      kept.add(name)
      const log = families.get(name)?.log
      if (log === undefined) return NO_CHANGES
      log.isKept = true
      return log.closed
    },
    wholes(name) {
      pending.flush()
      return families.get(name)?.wholes ?? []
    },
    withdraw(name, instance) {
      const family = families.get(name)
      if (family === undefined) return
      pending.flush()
      for (const series of [...family.series, ...family.wholes]) {
        if (series.instance !== instance) continue
        if (series.kind === 'histogram') withdrawHistogram(series)
        else {
          withdrawScalar(series)
          pending.reset(series.id)
        }
        pending.renew(series.id)
        anew.push(series)
      }
    },
    close(tick) {
      // A missed tick had no events of its own: what waits was there at the first of them.
      pending.close(axis.closed === undefined ? tick : Math.min(tick, axis.closed + 1))
      for (const {log, place, lives} of anew) if (log?.isKept === true) addChange(log.open, place, NaN, lives)
      anew = []
      for (const {log} of families.values()) if (log.isKept) closeTickLog(log)
      axis.ticks += axis.closed === undefined ? 1 : Math.max(0, tick - axis.closed)
      axis.closed = tick
      axis.open = tick + 1
    },
    startEpoch(tick) {
      pending.flush()
      axis.closed = tick
      axis.open = tick + 1
      // Samples that were read before are good no more, but no time went by.
      axis.epochs++
      clearSlotPages(axis.pages)
      for (const {series, wholes} of families.values()) {
        for (const each of [...series, ...wholes]) {
          if (each.kind === 'float') restartScalar(each, tick)
          else restartHistogram(each, tick)
          pending.renew(each.id)
        }
      }
      anew = [...all]
    },
    get version() {
      return all.length
    },
  }
}

/** With the instance, sorted, without empty values, long ones cut. */
function normalized(instance: string, labels: readonly Label[]): Label[] {
  const sorted: Label[] = []
  function insert(name: string, value: string): void {
    let place = sorted.length
    while (place > 0 && sorted[place - 1]![0] > name) place--
    sorted.splice(place, 0, [name, value.length > LABEL_LENGTH ? value.slice(0, LABEL_LENGTH) : value])
  }
  for (const [name, value] of labels) if (value !== '' && name !== 'instance') insert(name, value)
  insert('instance', instance)
  return sorted
}
