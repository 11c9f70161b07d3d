import {labelValue, METRIC_NAME, type Labels} from '../promql/labels.ts'
import type {NativeHistogram} from '../promql/histogram/native.ts'
import type {Series} from '../promql/querier.ts'
import {FLOAT_SAMPLE, HISTOGRAM_SAMPLE, STALE_SAMPLE} from '../promql/querier.ts'
import {createDeferredWrites, type DeferredWrites} from '../rules/deferred.ts'
import type {Output} from '../rules/query.ts'

/** Samples that a column is made for at first; it doubles. Most alerts do not stand for long. */
const FIRST_CAPACITY = 8

/** What rules have written: recorded series, ALERTS and ALERTS_FOR_STATE. */
export interface RuleSeries extends DeferredWrites {
  /** The series of that label set: it is there once it is written. Good until `clear`. */
  open(labels: Labels): Output
  /** The series of that name, or without one every series, of which something is still kept: each always the same object. */
  select(name?: string): readonly Series[]
  /** Rises when a series comes or goes. */
  readonly version: number
  clear(): void
  /** From now on remembers at least that far back. */
  keep(retentionMs: number): void
  /** How far that is. */
  keptMs(): number
}

interface Column {
  readonly labels: Labels
  times: Float64Array
  values: Float64Array
  kinds: Uint8Array
  histograms: (NativeHistogram | undefined)[]
  length: number
}

/** An empty store that forgets what is older than the retention. */
export function createRuleSeries(firstRetentionMs: number): RuleSeries {
  let retentionMs = firstRetentionMs
  const columns = new Map<string, Column>()
  const byName = new Map<string, Column[]>()
  let deferred = createDeferredWrites()
  let version = 0

  function columnOf(labels: Labels): Column {
    const known = columns.get(labels.key)
    if (known !== undefined) return known
    version++
    const made: Column = {
      labels,
      times: new Float64Array(FIRST_CAPACITY),
      values: new Float64Array(FIRST_CAPACITY),
      kinds: new Uint8Array(FIRST_CAPACITY),
      histograms: [],
      length: 0,
    }
    columns.set(labels.key, made)
    const name = labelValue(labels, METRIC_NAME)
    const sameName = byName.get(name)
    if (sameName === undefined) byName.set(name, [made])
    else sameName.push(made)
    return made
  }

  function append(column: Column, at: number, kind: number, value: number | NativeHistogram): void {
    const last = column.length - 1
    const isAgain = last >= 0 && column.times[last] === at
    if (last >= 0 && column.times[last]! > at) return
    if (!isAgain && column.length === column.times.length) makeRoom(column, at - retentionMs)
    const index = isAgain ? last : column.length++
    const isFloat = typeof value === 'number'
    column.times[index] = at
    column.values[index] = isFloat ? value : 0
    column.kinds[index] = kind
    if (!isFloat || column.histograms.length > 0) column.histograms[index] = isFloat ? undefined : value
  }

  return {
    open(labels) {
      let column: Column | undefined
      return {
        write(at, value) {
          column ??= columnOf(labels)
          append(column, at, typeof value === 'number' ? FLOAT_SAMPLE : HISTOGRAM_SAMPLE, value)
        },
        end(at) {
          column ??= columnOf(labels)
          append(column, at, STALE_SAMPLE, 0)
        },
      }
    },
    defer: (write) => deferred.defer(write),
    catchUp(name) {
      deferred.catchUp(name)
    },
    keptMs: () => retentionMs,
    select: (name) => (name === undefined ? [...columns.values()] : (byName.get(name) ?? [])),
    get version() {
      return version
    },
    clear() {
      version++
      columns.clear()
      byName.clear()
      deferred = createDeferredWrites()
    },
    keep(neededMs) {
      retentionMs = Math.max(retentionMs, neededMs)
    },
  }
}

/** Drops what is older than `before`; where that is less than half, the arrays are doubled as well. */
function makeRoom(column: Column, before: number): void {
  let first = 0
  while (first < column.length && column.times[first]! < before) first++
  const capacity = first * 2 >= column.length ? column.times.length : column.times.length * 2
  const moved = <T extends Float64Array | Uint8Array>(from: T, to: T): T => {
    to.set(from.subarray(first, column.length))
    return to
  }
  column.times = moved(column.times, new Float64Array(capacity))
  column.values = moved(column.values, new Float64Array(capacity))
  column.kinds = moved(column.kinds, new Uint8Array(capacity))
  column.histograms = column.histograms.slice(first, column.length)
  column.length -= first
}
