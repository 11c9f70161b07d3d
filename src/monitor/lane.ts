import {DERIVED, type Batch, type Decoder, type Rejection} from '../decode/decoder.ts'
import {createPlainBatch} from '../decode/plain-batch.ts'
import type {Level} from '../event.ts'
import type {ConnectionState, NoteKind, Source} from '../source/source.ts'
import type {Timeline} from './clock.ts'
import type {Ring} from './ring.ts'
import {createRing} from './ring.ts'

/** How many rejected lines of a source are kept to be looked at; all are counted. */
const REJECTS_KEPT = 1_000

/** A rejected line; `too-long` ones never reach a decoder. */
export interface LaneReject extends Omit<Rejection, 'reason'> {
  readonly reason: Rejection['reason'] | 'too-long'
}

/** One source on its way through the monitor: what it has said, and how it stands. */
export interface Lane extends Timeline {
  readonly source: Source
  /** The `instance` label of its series: what the first `hello` says, else the source's name. */
  instance: string
  host: string | undefined
  /** The first event was a `hello`, so `instance` follows the host's own name. */
  isNamedByHost: boolean
  /** What tells two lives of the host apart. */
  life: string | undefined
  state: ConnectionState
  text: string
  isInsecure: boolean
  /** Everything that was there at the start has been read. */
  isCaughtUp: boolean
  /** Events that the clock was given; what was derived from another event's line is none of its own. */
  events: number
  /** Those of them that the clock has passed on. */
  given: number
  /** Newest time in those that the clock has passed on; -Infinity before the first. What was read ahead is not known at a tick. */
  givenAt: number
  rejected: number
  /** The lines that were rejected while the batch was decoded. */
  rejectedLines: number[]
  readonly rejectedByReason: Record<string, number>
  readonly rejects: Ring<LaneReject & {readonly place: string}>
  readonly notes: Partial<Record<NoteKind, number>>
  late: number
  dropped: number
  /** Those of them that are logs which were shed under load. */
  readonly droppedByLevel: Partial<Record<Level, number>>
  gaps: number
  lost: number
  restarts: number
  lastReceivedAt: number | undefined
  /** Wall-clock time since which it has not answered; undefined while it is being worked on. */
  askedAt: number | undefined
  /** Where the block that is being decoded came from. */
  place: string
  /** The batch before the one that is being given: it goes when the next one is made. */
  previous: Batch | undefined
  /** Events before and after these instants are passed over. */
  readonly range: TimeRange
  decoder: Decoder
}

/** From and to which instant, both included. */
export interface TimeRange {
  readonly sinceMs: number
  readonly untilMs: number
}

/** A lane at rest; `decoderFor` wires its decoder to what it collects. */
export function createLane(
  source: Source,
  decoderFor: (lane: Lane) => Decoder,
  range: TimeRange = {sinceMs: -Infinity, untilMs: Infinity},
): Lane {
  const lane: Omit<Lane, 'decoder'> = {
    source,
    instance: source.name,
    host: undefined,
    isNamedByHost: false,
    life: undefined,
    state: 'connecting',
    text: '',
    isInsecure: false,
    isCaughtUp: false,
    events: 0,
    given: 0,
    givenAt: -Infinity,
    rejected: 0,
    rejectedLines: [],
    rejectedByReason: {},
    rejects: createRing(REJECTS_KEPT),
    notes: {},
    late: 0,
    dropped: 0,
    droppedByLevel: {},
    gaps: 0,
    lost: 0,
    restarts: 0,
    lastReceivedAt: undefined,
    askedAt: undefined,
    place: source.name,
    newestAt: -Infinity,
    batch: createPlainBatch([]),
    previous: undefined,
    head: 0,
    range,
  }
  return Object.assign(lane, {decoder: decoderFor(lane as Lane)})
}

/** Puts what `decode` gives in the place of a batch of which every event has been given; the previous one must have been released. */
export function load(lane: Lane, decode: (decoder: Decoder) => Batch): void {
  lane.rejectedLines = []
  lane.previous = lane.batch
  lane.batch = decode(lane.decoder)
  lane.head = nextInRange(lane, 0)
}

/** Whether there is an event at the head. */
export function hasEvents({head, batch}: Lane): boolean {
  return head < batch.length
}

/** The time in the event at the head. */
export function headTime({head, batch}: Lane): number {
  return batch.times[head]!
}

/** The time in the last event of the batch that is in range; of a lane that has events. */
export function lastTime({batch, head, range: {sinceMs, untilMs}}: Lane): number {
  for (let index = batch.length - 1; index > head; index--) {
    const time = batch.times[index]!
    if (time >= sinceMs && time <= untilMs) return time
  }
  return batch.times[head]!
}

/**
 * Up to where the events from the head on follow each other that are in range and not later than `time`, `most` at a time; of a lane that has events.
 * The one at the head is among them, whatever its time.
 */
export function endOfRun({batch, head, range: {sinceMs, untilMs}}: Lane, time: number, most: number): number {
  const limit = Math.min(batch.length, head + most)
  const latest = Math.min(time, untilMs)
  if (latest === Infinity && sinceMs === -Infinity) return limit
  let end = head + 1
  while (end < limit && batch.times[end]! <= latest && batch.times[end]! >= sinceMs) end++
  return end
}

/** Moves the head over what is not in range. */
export function passOver(lane: Lane): void {
  lane.head = nextInRange(lane, lane.head)
}

/** How many events of a batch, from one place up to another, are events of their own. */
export function countOwn(batch: Batch, from: number, to: number): number {
  let count = 0
  for (let index = from; index < to; index++) if (batch.marks[index] !== DERIVED) count++
  return count
}

function nextInRange({batch, range: {sinceMs, untilMs}}: Lane, from: number): number {
  if (sinceMs === -Infinity && untilMs === Infinity) return from
  for (let index = from; index < batch.length; index++) {
    const time = batch.times[index]!
    if (time >= sinceMs && time <= untilMs) return index
  }
  return batch.length
}

/** Lines rejected before the event at the head, wherever blocks begin: what a tick may know. */
export function rejectedSoFar({rejected, rejectedLines, batch, head}: Lane): number {
  if (rejectedLines.length === 0 || head >= batch.length) return rejected
  const line = batch.lineAt(head)
  return rejected - rejectedLines.filter((other) => other > line).length
}

/** Counts a line that was not taken, and keeps it with its place. */
export function reject(lane: Lane, rejection: LaneReject): void {
  lane.rejected++
  lane.rejectedLines.push(rejection.line)
  lane.rejectedByReason[rejection.reason] = (lane.rejectedByReason[rejection.reason] ?? 0) + 1
  lane.rejects.push({...rejection, place: lane.place})
}
