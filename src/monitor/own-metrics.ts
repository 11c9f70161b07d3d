import type {MetricInfo} from '../metrics/catalog.ts'
import {METRICS} from '../metrics/catalog.ts'
import type {Lane} from './lane.ts'
import {rejectedSoFar} from './lane.ts'

/** What plugmon tells of itself and its sources: name, what it is, and how it is read off a lane. */
const OWN: readonly {readonly name: string; readonly help: string; readonly of: (lane: Lane) => number | undefined}[] =
  [
    {name: 'plugmon_rejected', help: 'Lines that were not taken.', of: rejectedSoFar},
    {name: 'plugmon_dropped', help: 'Events lost on the way or by the host.', of: ({dropped, lost}) => dropped + lost},
    {name: 'plugmon_late', help: 'Events that came after their tick.', of: ({late}) => late},
    {
      name: 'plugmon_last_event_timestamp_seconds',
      help: 'Time in the newest event.',
      of: ({givenAt}) => (givenAt === -Infinity ? undefined : givenAt / 1_000),
    },
  ]

/** Every metric that is there by itself, with all its labels. Hosts may bring others. */
export const ALL_METRICS: ReadonlyMap<string, MetricInfo> = new Map<string, MetricInfo>([
  ...[...METRICS].map(([name, info]) => [name, {...info, labels: ['instance', ...info.labels]}] as const),
  ...OWN.map(({name, help}) => [name, {kind: 'gauge' as const, labels: ['instance'], help}] as const),
])

/** Hands the own figures of a lane, as of now, to `set`. */
export function tellOwnMetrics(lane: Lane, set: (name: string, instance: string, value: number) => void): void {
  for (const {name, of} of OWN) {
    const value = of(lane)
    if (value !== undefined) set(name, lane.instance, value)
  }
}
