import {LEVELS} from '../event.ts'
import type {CountsByLevel, RejectView, SourceView} from '../snapshot.ts'
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
    droppedByLevel: droppedByLevel([lane]),
    gaps,
    lost,
    restarts,
    notes: {...notes},
    lastReceivedAt,
    lastEventAt: newestAt === -Infinity ? undefined : newestAt,
    insecure: isInsecure,
  }
}

/** The logs that were shed under load from all these sources, by level, least severe first; only levels of which some were. */
export function droppedByLevel(lanes: readonly Lane[]): CountsByLevel {
  const counts = LEVELS.map((level) => [level, lanes.reduce((sum, lane) => sum + (lane.droppedByLevel[level] ?? 0), 0)])
  return Object.fromEntries(counts.filter(([, count]) => count !== 0)) as CountsByLevel
}

/** The last rejected lines of all sources. */
export function rejectViews(lanes: readonly Lane[]): RejectView[] {
  return lanes
    .flatMap((lane) => lane.rejects.values().map(({place, ...rejection}) => ({source: place, ...rejection})))
    .slice(-REJECTS_SHOWN)
}
