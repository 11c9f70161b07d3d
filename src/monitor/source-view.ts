import type {RejectView, SourceView} from '../snapshot.ts'
import type {Lane} from './lane.ts'

/** Rejected lines that a snapshot shows, newest last. */
const REJECTS_SHOWN = 200

/** How one source stands, for a view. */
export function sourceView(lane: Lane): SourceView {
  const {source, instance, state, text, host, newestAt, isInsecure} = lane
  const {events, rejected, rejectedByReason, late, dropped, gaps, lost, restarts, notes, lastReceivedAt} = lane
  return {
    name: source.name,
    kind: source.kind,
    instance,
    state,
    text,
    host,
    events,
    rejected,
    rejectedByReason: {...rejectedByReason},
    late,
    dropped,
    gaps,
    lost,
    restarts,
    notes: {...notes},
    lastReceivedAt,
    lastEventAt: newestAt === -Infinity ? undefined : newestAt,
    insecure: isInsecure,
  }
}

/** The last rejected lines of all sources. */
export function rejectViews(lanes: readonly Lane[]): RejectView[] {
  return lanes
    .flatMap((lane) => lane.rejects.values().map(({place, ...rejection}) => ({source: place, ...rejection})))
    .slice(-REJECTS_SHOWN)
}
