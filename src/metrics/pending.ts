import type {Axis} from './axis.ts'
import {amountAt, append, createEntries, createSorter, doubled, dropFirst, idAt, slotAt} from './entries.ts'
import {bucketFor, endOpenSlot, endSlot, fittingBucket, NO_BUCKET, record, type Histogram} from './histogram.ts'
import {writeSample, type Scalar} from './scalar.ts'
import {addChange, type TickLog} from './tick-log.ts'

/** A series that is a part of no whole. */
const NONE = -1
/** So many samples or observations are written at a time where nobody looks: some milliseconds' work, for which a key may wait. */
const PENDING_PIECE = 32_768

/**
 * What was counted and is not yet written to its series. Series are scattered over megabytes, so writing a value at a time would miss
 * every cache; here a value is appended in one place, and a series gets all of its own in one go, when somebody looks or there is no
 * more room. What can be read of a series then is the same as if each value had been written as it came.
 */
export interface Pending {
  /** Takes in a series by its `id`, which counts up from 0. What it gets, its whole gets too. */
  enlist(series: Scalar | Histogram, whole: Scalar | Histogram | undefined): void
  /** Adds to a counter. */
  add(id: number, amount: number): void
  /** Sets a gauge, or a counter that is told as a total. */
  set(id: number, value: number): void
  /** Gives a histogram one value of its unit. */
  observe(id: number, value: number): void
  /** A counter or gauge is 0 again, without a sample of its own. */
  reset(id: number): void
  /** The history of a series has begun anew. */
  renew(id: number): void
  /** The open slot ends, at `tick`. */
  close(tick: number): void
  /** Writes everything to the series. */
  flush(): void
}

/**
 * Nothing is pending.
 * @param capacity so many samples wait at most, and as many observations, 16 bytes each. Where it holds more than what falls into the
 * retention, most are too old to be kept by the time they are written, which costs next to nothing.
 */
export function createPending(axis: Axis, capacity: number): Pending {
  const series: (Scalar | Histogram)[] = []
  let wholes = new Int32Array(64)
  /** By series: where what comes to it is noted, its place there, and how many times it has begun anew. */
  const logs: (TickLog | undefined)[] = []
  let places = new Int32Array(64)
  let lives = new Int32Array(64)
  /** What counters and gauges are now. */
  let values = new Float64Array(64)
  /** Those that changed in the open slot: a flag of each, and a list. */
  let isTouched = new Uint8Array(64)
  let touched = new Uint32Array(64)
  let touchedCount = 0
  /** When the slots ended of which something waits, the first of them the slot `firstSlot`; the open one follows them. */
  const ticks: number[] = []
  let firstSlot = 0
  const samples = createEntries()
  const observations = createEntries()
  let buckets = new Uint32Array(0)
  /** By series: one more than the place of the newest of the old samples. */
  let newest = new Uint32Array(0)
  /** Histograms that have got values of the open slot. */
  let open: Histogram[] = []
  const sorter = createSorter()

  function set(id: number, value: number): void {
    values[id] = value
    if (isTouched[id] !== 0) return
    isTouched[id] = 1
    touched[touchedCount++] = id
  }

  function flush(): void {
    writeSamples(samples.count)
    writeObservations(observations.count)
    dropTicks()
    for (let place = 0; place < touchedCount; place++) {
      const scalar = series[touched[place]!] as Scalar
      scalar.value = values[scalar.id]!
    }
  }

  /** Forgets the slots of which nothing waits. */
  function dropTicks(): void {
    const open = firstSlot + ticks.length
    const first = Math.min(
      samples.count > 0 ? slotAt(samples, 0) : open,
      observations.count > 0 ? slotAt(observations, 0) : open,
    )
    if (first > firstSlot) ticks.splice(0, first - firstSlot)
    firstSlot = first
  }

  /** Writes the first samples. */
  function writeSamples(end: number): void {
    const from = writeOldSamples(end)
    const sorted = sorter.sort(samples, from, end, series.length)
    for (let place = 0; place < end - from; place++) {
      const entry = sorted[place]!
      const scalar = series[idAt(samples, entry)] as Scalar
      writeSample(scalar, ticks[slotAt(samples, entry) - firstSlot]!, amountAt(samples, entry))
    }
    dropFirst(samples, end)
  }

  /** The first slot that is kept. */
  function keptFrom(): number {
    return firstSlot + ticks.length - axis.kept
  }

  /** Of the slots that are forgotten by now a series gets the first sample that it ever has, and the last. Gives the first entry after them. */
  function writeOldSamples(end: number): number {
    const kept = keptFrom()
    if (end === 0 || slotAt(samples, 0) >= kept) return 0
    if (newest.length < series.length) newest = new Uint32Array(values.length)
    let entry = 0
    for (; entry < end && slotAt(samples, entry) < kept; entry++) {
      const id = idAt(samples, entry)
      const scalar = newest[id] === 0 ? (series[id] as Scalar) : undefined
      if (scalar?.samples.count === 0)
        writeSample(scalar, ticks[slotAt(samples, entry) - firstSlot]!, amountAt(samples, entry))
      newest[id] = entry + 1
    }
    for (let id = 0; id < series.length; id++) {
      const last = newest[id]! - 1
      if (last < 0) continue
      newest[id] = 0
      writeSample(series[id] as Scalar, ticks[slotAt(samples, last) - firstSlot]!, amountAt(samples, last))
    }
    return entry
  }

  /** Writes the first observations. */
  function writeObservations(end: number): void {
    const from = writeOldObservations(end)
    if (buckets.length < end) buckets = new Uint32Array(2 * end)
    // Wholes get theirs as they came, since the last bits of a sum depend on the order.
    for (let entry = from; entry < end; entry++) {
      const id = idAt(observations, entry)
      const amount = amountAt(observations, entry)
      const bucket = bucketFor(series[id] as Histogram, amount)
      buckets[entry] = bucket
      if (wholes[id] !== NONE) write(series[wholes[id]!] as Histogram, slotAt(observations, entry), bucket, amount)
    }
    const sorted = sorter.sort(observations, from, end, series.length)
    for (let place = 0; place < end - from; place++) {
      const entry = sorted[place]!
      const histogram = series[idAt(observations, entry)] as Histogram
      write(histogram, slotAt(observations, entry), buckets[entry]!, amountAt(observations, entry))
    }
    dropFirst(observations, end)
  }

  /** Of forgotten slots a histogram keeps the values, but not which slot they came in. Gives the first entry after them. */
  function writeOldObservations(end: number): number {
    const kept = keptFrom()
    let entry = 0
    for (; entry < end && slotAt(observations, entry) < kept; entry++) {
      const id = idAt(observations, entry)
      const amount = amountAt(observations, entry)
      const bucket = bucketFor(series[id] as Histogram, amount)
      if (wholes[id] !== NONE) write(series[wholes[id]!] as Histogram, slotAt(observations, entry), bucket, amount)
      write(series[id] as Histogram, slotAt(observations, entry), bucket, amount)
    }
    return entry
  }

  function write(histogram: Histogram, slot: number, bucket: number, value: number): void {
    if (bucket === NO_BUCKET) return
    const tick = ticks[slot - firstSlot]
    if (tick !== undefined) {
      record(histogram, tick, bucket, value)
      endSlot(histogram, tick)
      return
    }
    record(histogram, axis.open, bucket, value)
    if (histogram.isOpen) return
    histogram.isOpen = true
    open.push(histogram)
  }

  function noteValue({open}: TickLog, id: number, value: number): void {
    const {scale} = series[id] as Histogram
    addChange(open, places[id]!, fittingBucket(scale, value), lives[id]!)
  }

  return {
    enlist(made, whole) {
      const id = series.push(made) - 1
      if (id === values.length) {
        wholes = doubled(wholes)
        places = doubled(places)
        lives = doubled(lives)
        values = doubled(values)
        isTouched = doubled(isTouched)
        touched = doubled(touched)
      }
      wholes[id] = whole?.id ?? NONE
      logs.push(made.log)
      places[id] = made.place
    },
    add(id, amount) {
      set(id, values[id]! + amount)
      const whole = wholes[id]!
      if (whole !== NONE) set(whole, values[whole]! + amount)
    },
    set,
    observe(id, value) {
      if (observations.count >= capacity) {
        writeObservations(Math.min(PENDING_PIECE, capacity))
        dropTicks()
      }
      append(observations, id, firstSlot + ticks.length, value)
      const log = logs[id]
      if (log?.isKept === true && !Number.isNaN(value)) noteValue(log, id, value)
    },
    reset(id) {
      values[id] = 0
    },
    renew(id) {
      lives[id]!++
    },
    close(tick) {
      // A slot that was looked into is written to its end.
      if (open.length > 0) flush()
      else if (samples.count >= capacity) writeSamples(Math.min(PENDING_PIECE, capacity))
      dropTicks()
      const slot = firstSlot + ticks.push(tick) - 1
      for (let place = 0; place < touchedCount; place++) {
        const id = touched[place]!
        isTouched[id] = 0
        append(samples, id, slot, values[id]!)
        const log = logs[id]
        if (log?.isKept === true) addChange(log.open, places[id]!, values[id]!, lives[id]!)
      }
      touchedCount = 0
      for (const histogram of open) endOpenSlot(histogram, tick)
      open = []
    },
    flush,
  }
}
