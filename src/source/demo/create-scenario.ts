import {createBench} from './bench.ts'
import {createPlugins, type DemoPlugin} from './demo-plugin.ts'
import {floodTrack, outageTrack, rescanTrack, startTrack, talkTrack, usageTrack} from './host-tracks.ts'
import {mergeTracks, type Track} from './merge-tracks.ts'
import {disturbClock} from './noisy-clock.ts'
import {PLOTS, type Plot, type Span} from './plot.ts'
import {pluginTrack} from './plugin-track.ts'
import {createRandom} from './random.ts'
import type {Scenario} from './scenario.ts'

/** All scenarios, each with what it shows. */
export const SCENARIOS = {
  story: 'A healthy start, a slow and a flapping plugin, failing loads, an outage and the recovery; 20 minutes',
  healthy: 'Nothing is wrong',
  slow: 'One plugin needs more than half a second to load',
  flapping: 'One plugin goes in and out of its error state',
  failing: 'Three plugins fail to load: bad format, missing dependency, timeout',
  outage: 'The plugin system is down for eleven minutes',
  restart: 'The host restarts again and again',
  flood: 'The log is flooded with DEBUG lines, and the host drops some',
  'noisy-clock': 'Events come late, out of order, and from a clock that jumps',
  bench: 'A steady mix for measurements: 200 plugins in several versions, 25 events a second',
} as const

/** The name of a scenario. */
export type ScenarioName = keyof typeof SCENARIOS

/** How big it is, and which of its variations. */
export interface ScenarioOptions {
  /** The same seed makes the same events. @default 1 */
  readonly seed?: number | undefined
  /** @default 40, and 200 for `bench` */
  readonly plugins?: number | undefined
  /** `bench` only. @default 25, about 2 million a day */
  readonly eventsPerSecond?: number | undefined
}

const MINUTE_MS = 60_000

/** However many plugins there are, all have begun to load by then: the shortest life of a host is twice as long. */
const MAX_LOADING_MS = 15_000

/** A scenario that is the same for the same options and start, on every machine. */
export function createScenario(
  name: ScenarioName,
  {seed = 1, plugins, eventsPerSecond}: ScenarioOptions = {},
): Scenario {
  if (name === 'bench') return createBench({seed, plugins: plugins ?? 200, eventsPerSecond: eventsPerSecond ?? 25})
  const plot: Plot = PLOTS[name]
  const roundMs = plot.minutes * MINUTE_MS
  const all = createPlugins(plugins ?? 40, createRandom(`${seed}`))
  return {
    roundMs,
    *events(startMs, endMs) {
      for (let round = 0; startMs + round * roundMs < endMs; round++) {
        const start = startMs + round * roundMs
        const roundSeed = `${name} ${seed} ${round}`
        const events = mergeTracks(tracksOf(plot, all, {start, seed: roundSeed, isFirst: round === 0}))
        for (const event of name === 'noisy-clock' ? disturbClock(events, start, createRandom(roundSeed)) : events) {
          if (event.timeMs >= endMs) return
          yield event
        }
      }
    },
  }
}

/** Everybody who acts in one round. */
function tracksOf(
  plot: Plot,
  plugins: readonly DemoPlugin[],
  {start, seed, isFirst}: {start: number; seed: string; isFirst: boolean},
): Track[] {
  const time = (minutes: number) => start + minutes * MINUTE_MS
  const period = ([from, to]: Span) => ({from: time(from), to: time(to)})
  const troubles = {
    sound: undefined,
    slow: plot.slow,
    flapping: plot.flapping,
    erring: plot.erring,
    'bad-format': plot.failing,
    'missing-dependency': plot.failing,
    'timing-out': plot.failing,
  }
  const turnMs = Math.min(110, MAX_LOADING_MS / plugins.length)
  const random = createRandom(seed)
  const tracks: Track[] = []

  plot.starts.forEach((minute, index) => {
    const from = time(minute)
    const end = time(plot.starts[index + 1] ?? plot.minutes) - 1000
    const outageAt = plot.outage && minute < plot.outage[0] ? time(plot.outage[0]) : undefined
    const up = {from, to: outageAt ?? end}
    const parent = {traceId: random.id() + random.id(), spanId: random.id()}
    const pid = 2000 + random.below(30_000)
    const isRestart = index > 0 || !isFirst
    tracks.push(startTrack(from, {parent, plugins: plugins.length, pid, isRestart}))
    tracks.push(rescanTrack(up, plugins.length, createRandom(`${seed} rescan ${index}`)))
    tracks.push(usageTrack({from, to: end}, {plugins, pid}, createRandom(`${seed} usage ${index}`)))
    plugins.forEach((plugin, position) => {
      const trouble = troubles[plugin.role]
      const life = {
        // One after the other, once they have been found.
        from: from + 300 + plugins.length * 3 + position * turnMs,
        to: up.to,
        trouble: trouble && ([time(trouble[0]), time(trouble[1])] as const),
        parent,
        endsInOutage: outageAt !== undefined,
      }
      tracks.push(pluginTrack(plugin, life, createRandom(`${seed} ${plugin.name} ${index}`)))
    })
  })
  tracks.push(talkTrack(period([0.2, plot.minutes - 0.1]), {plugins, perSecond: 3}, createRandom(`${seed} talk`)))
  if (plot.outage) tracks.push(outageTrack(period(plot.outage)))
  for (const flood of plot.floods ?? [])
    tracks.push(floodTrack(period(flood), plugins, createRandom(`${seed} ${flood[0]}`)))
  return tracks
}
