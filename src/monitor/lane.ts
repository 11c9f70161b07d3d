import type {Batch, Decoder, Rejection} from '../decode/decoder.ts'
import type {PluginEvent} from '../event.ts'
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
  /** Events as they come in; what was derived from another event's line is none of its own. */
  events: number
  /** Those of them that the clock has passed on. */
  given: number
  /** Newest time in those that the clock has passed on; -Infinity before the first. What was read ahead is not known at a tick. */
  givenAt: number
  rejected: number
  readonly rejectedByReason: Record<string, number>
  readonly rejects: Ring<LaneReject & {readonly place: string}>
  readonly notes: Partial<Record<NoteKind, number>>
  late: number
  dropped: number
  gaps: number
  lost: number
  restarts: number
  lastReceivedAt: number | undefined
  /** Wall-clock time since which it has not answered; undefined while it is being worked on. */
  askedAt: number | undefined
  /** Where the block that is being decoded came from. */
  place: string
  /** Decoded; what stands before `head` has been given to the clock. */
  readonly queue: PluginEvent[]
  head: number
  decoder: Decoder
  /** Events before and after these instants are passed over. */
  readonly sinceMs: number
  readonly untilMs: number
}

/** A lane at rest; `decoderFor` wires its decoder to what it collects. */
export function createLane(
  source: Source,
  decoderFor: (lane: Lane) => Decoder,
  {sinceMs = -Infinity, untilMs = Infinity}: {readonly sinceMs?: number; readonly untilMs?: number} = {},
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
    rejectedByReason: {},
    rejects: createRing(REJECTS_KEPT),
    notes: {},
    late: 0,
    dropped: 0,
    gaps: 0,
    lost: 0,
    restarts: 0,
    lastReceivedAt: undefined,
    askedAt: undefined,
    place: source.name,
    newestAt: -Infinity,
    queue: [],
    head: 0,
    sinceMs,
    untilMs,
  }
  return Object.assign(lane, {decoder: decoderFor(lane as Lane)})
}

/** Puts the events of a batch that are in range at the end of the lane; gives its number of lines. */
export function enqueue(lane: Lane, batch: Batch): number {
  for (let index = 0; index < batch.length; index++) {
    const time = batch.timeAt(index)
    if (time < lane.sinceMs || time > lane.untilMs) continue
    const event = batch.keep(index)
    if (event.derived !== true) lane.events++
    lane.queue.push(event)
  }
  return batch.lines
}

/** Counts a line that was not taken, and keeps it with its place. */
export function reject(lane: Lane, rejection: LaneReject): void {
  lane.rejected++
  lane.rejectedByReason[rejection.reason] = (lane.rejectedByReason[rejection.reason] ?? 0) + 1
  lane.rejects.push({...rejection, place: lane.place})
}
