import type {Axis} from './axis.ts'
import {amountAt, append, createEntries, createSorter, doubled, dropFirst, idAt, slotAt} from './entries.ts'
import {bucketFor, endOpenSlot, endSlot, fittingBucket, NO_BUCKET, record, type Histogram} from './histogram.ts'
import {writeSample, type Scalar} from './scalar.ts'
import {addChange, type TickLog} from './tick-log.ts'

/** A series that is a part of no whole. */
const NONE = -1

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
 * @param capacity so many samples wait at most, and as many observations, 16 bytes each. Where it holds twice what falls into the retention,
 * most are too old to be kept by the time they are written, which costs next to nothing; writing many takes long at a time.
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
  /** When the slots ended that have closed since the last flush: an entry names its slot by its place here, the open one by the next. */
  const ticks: number[] = []
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
    if (samples.count > 0) writeSamples()
    if (observations.count > 0) writeObservations()
    ticks.length = 0
    for (let place = 0; place < touchedCount; place++) {
      const scalar = series[touched[place]!] as Scalar
      scalar.value = values[scalar.id]!
    }
  }

  /** Makes room: writes what is forgotten by now, and all where that is less than half. */
  function retire(): void {
    const end = ticks.length - axis.kept
    if (2 * end < ticks.length) {
      flush()
      return
    }
    dropFirst(samples, writeOldSamples(), end)
    dropFirst(observations, writeOldObservations(end), end)
    ticks.splice(0, end)
  }

  /** Of forgotten slots a histogram keeps the values, but not which slot they came in. Gives the first entry after them. */
  function writeOldObservations(end: number): number {
    const {count} = observations
    let entry = 0
    for (; entry < count && slotAt(observations, entry) < end; entry++) {
      const id = idAt(observations, entry)
      const amount = amountAt(observations, entry)
      const bucket = bucketFor(series[id] as Histogram, amount)
      if (wholes[id] !== NONE) write(series[wholes[id]!] as Histogram, slotAt(observations, entry), bucket, amount)
      write(series[id] as Histogram, slotAt(observations, entry), bucket, amount)
    }
    return entry
  }

  function writeSamples(): void {
    const from = writeOldSamples()
    const {count} = samples
    const sorted = sorter.sort(samples, from, series.length)
    for (let place = 0; place < count - from; place++) {
      const entry = sorted[place]!
      const scalar = series[idAt(samples, entry)] as Scalar
      writeSample(scalar, ticks[slotAt(samples, entry)]!, amountAt(samples, entry))
    }
    samples.count = 0
  }

  /** Of the slots that are forgotten by now a series gets the first sample that it ever has, and the last. Gives the first entry after them. */
  function writeOldSamples(): number {
    const end = ticks.length - axis.kept
    const {count} = samples
    if (end <= 0 || slotAt(samples, 0) >= end) return 0
    if (newest.length < series.length) newest = new Uint32Array(values.length)
    let entry = 0
    for (; entry < count && slotAt(samples, entry) < end; entry++) {
      const id = idAt(samples, entry)
      const scalar = newest[id] === 0 ? (series[id] as Scalar) : undefined
      if (scalar?.samples.count === 0) writeSample(scalar, ticks[slotAt(samples, entry)]!, amountAt(samples, entry))
      newest[id] = entry + 1
    }
    for (let id = 0; id < series.length; id++) {
      const last = newest[id]! - 1
      if (last < 0) continue
      newest[id] = 0
      writeSample(series[id] as Scalar, ticks[slotAt(samples, last)]!, amountAt(samples, last))
    }
    return entry
  }

  function writeObservations(): void {
    const {count} = observations
    if (buckets.length < count) buckets = new Uint32Array(2 * count)
    // Wholes get theirs as they came, since the last bits of a sum depend on the order.
    for (let entry = 0; entry < count; entry++) {
      const id = idAt(observations, entry)
      const amount = amountAt(observations, entry)
      const bucket = bucketFor(series[id] as Histogram, amount)
      buckets[entry] = bucket
      if (wholes[id] !== NONE) write(series[wholes[id]!] as Histogram, slotAt(observations, entry), bucket, amount)
    }
    const sorted = sorter.sort(observations, 0, series.length)
    for (let place = 0; place < count; place++) {
      const entry = sorted[place]!
      const histogram = series[idAt(observations, entry)] as Histogram
      write(histogram, slotAt(observations, entry), buckets[entry]!, amountAt(observations, entry))
    }
    observations.count = 0
  }

  function write(histogram: Histogram, slot: number, bucket: number, value: number): void {
    if (bucket === NO_BUCKET) return
    if (slot < ticks.length) {
      const tick = ticks[slot]!
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
      if (observations.count >= capacity) retire()
      append(observations, id, ticks.length, value)
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
      else if (samples.count >= capacity) retire()
      const slot = ticks.push(tick) - 1
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
