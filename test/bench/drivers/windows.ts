/**
 * `node windows.mjs plugmon|hdr PLUGINS VERSIONS EVENTS_PER_SECOND SECONDS`: loads of many plugins for some time of their clock; prints as
 * JSON what a tick, a look at all windows and their memory cost, and how far percentiles lie from exact ones.
 */
import {createPlainBatch} from '../../../src/decode/plain-batch.ts'
import {build, type Histogram} from 'hdr-histogram-js'
import {WINDOWS, type WindowName} from '../../../src/figures.ts'
import {createMetrics} from '../../../src/metrics/metrics.ts'
import {createRandom} from '../../../src/source/demo/random.ts'
import {createLoad} from '../data/load.ts'

/** What the driver prints. */
export interface WindowFigures {
  /** One look at the percentiles of all plugins in all windows, CPU milliseconds. */
  readonly viewMs: number
  /** The longest look at one window. */
  readonly longestViewMs: number
  /** The close of a slot of 15 s: of a hundred only one takes longer. */
  readonly tickP99Ms: number
  readonly rssMiB: number
  /** The farthest percentile of all those that were compared with exact ones, as a share of them; undefined where none were. */
  readonly worstError?: number | undefined
  readonly nsPerEvent: number
}

const START = Date.UTC(2026, 0, 1)
const INTERVAL_MS = 15_000
/** Looks at all windows that are measured. */
const LOOKS = 10
/** Chance is prepared: making it costs more than counting it. A prime, so that no two rounds of it look alike. */
const DICE = 1_000_003
/** Plugins whose durations are kept, to compare with. */
const WITNESSES = 20
const WINDOW_MS: Readonly<Record<string, number>> = {'1m': 60e3, '5m': 300e3, '15m': 900e3, '1h': 3600e3}
const SHARES = {p50: 0.5, p90: 0.9, p99: 0.99} as const

/** Something that keeps durations by plugin in sliding windows. */
interface Keeper {
  record(plugin: number, version: number, at: number, durationMs: number): void
  tick(at: number): void
  /** Percentiles of all plugins in a window: by plugin, p50, p90 and p99 in seconds. */
  look(window: WindowName, at: number): (plugin: number) => Partial<Record<keyof typeof SHARES, number | undefined>>
}

function ours(plugins: number, versions: number): Keeper {
  const metrics = createMetrics({intervalMs: INTERVAL_MS})
  const names = Array.from({length: plugins}, (_, index) => nameOf(index))
  const versionNames = Array.from({length: versions}, (_, index) => `${String(index)}.0.0`)
  const span = createLoad(START, '')
  const batch = createPlainBatch([span])
  return {
    record(plugin, version, at, durationMs) {
      span.time = at
      span.durationMs = durationMs
      span.pluginName = names[plugin]!
      span.version = versionNames[version]!
      metrics.take('host', batch, 0, 1)
    },
    tick: (at) => metrics.tick(at),
    look(window, at) {
      const view = metrics.view(window, at)
      const rows = new Map(view.plugins.map((plugin) => [plugin.pluginName, plugin.load.window]))
      return (plugin) => rows.get(names[plugin]!) ?? {}
    },
  }
}

/** What one would build with the library: a ring of slots for a plugin, added up for a look. */
function ring(plugins: number): Keeper {
  const slots = 3_600_000 / INTERVAL_MS
  const rings = Array.from({length: plugins}, () => Array.from({length: slots}, newHistogram))
  const sum = newHistogram()
  let slot = 0
  return {
    record: (plugin, _version, _at, durationMs) => rings[plugin]![slot]!.recordValue(durationMs * 1000),
    tick() {
      slot = (slot + 1) % slots
      for (const each of rings) each[slot]!.reset()
    },
    look(window) {
      const count = WINDOW_MS[window]! / INTERVAL_MS
      const rows = rings.map((each) => {
        sum.reset()
        for (let back = 1; back <= count; back++) sum.add(each[(slot - back + slots) % slots]!)
        return Object.fromEntries(
          Object.entries(SHARES).map(([name, share]) => [name, sum.getValueAtPercentile(share * 100) / 1e6]),
        )
      })
      return (plugin) => rows[plugin]!
    },
  }
}

function newHistogram(): Histogram {
  return build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: 3_600_000_000,
    numberOfSignificantValueDigits: 2,
    bitBucketSize: 32,
    autoResize: false,
  })
}

function nameOf(index: number): string {
  return `plugin-${String(index).padStart(5, '0')}`
}

function run(keeper: Keeper, plugins: number, versions: number, perSecond: number, seconds: number): WindowFigures {
  const random = createRandom('windows')
  const who = Uint16Array.from({length: DICE}, () => Math.min(plugins - 1, random.exponential(plugins / 3)))
  const which = Uint8Array.from({length: DICE}, () => random.below(versions))
  const durations = Float64Array.from({length: DICE}, () => Math.max(0.001, random.logNormal(80, 0.8)))
  const seen = Array.from({length: Math.min(WITNESSES, plugins)}, (): [at: number, durationMs: number][] => [])
  const spread = Math.max(1, Math.floor(plugins / 3 / WITNESSES))
  const perSlot = (perSecond * INTERVAL_MS) / 1000
  const ticks: number[] = []
  let cpuMs = 0
  let at = START
  for (let index = 0; at < START + seconds * 1000;) {
    const before = process.cpuUsage()
    for (let end = index + perSlot; index < end; index++) {
      const dice = index % DICE
      keeper.record(who[dice]!, which[dice]!, at + 1, durations[dice]!)
    }
    cpuMs += cpuSince(before)
    at += INTERVAL_MS
    for (let back = index - perSlot; back < index; back++) {
      const plugin = who[back % DICE]!
      if (plugin % spread === 0) seen[plugin / spread]?.push([at, durations[back % DICE]!])
    }
    const startedAt = performance.now()
    keeper.tick(at)
    ticks.push(performance.now() - startedAt)
  }
  const views: number[] = []
  const viewCpu = process.cpuUsage()
  for (let look = 0; look < LOOKS; look++) {
    for (const window of WINDOWS) {
      const startedAt = performance.now()
      keeper.look(window, at)
      views.push(performance.now() - startedAt)
    }
  }
  const viewMs = cpuSince(viewCpu) / LOOKS
  // The first looks and ticks compile what is measured afterwards.
  const warm = ticks.slice(Math.min(20, ticks.length >> 1)).sort((a, b) => a - b)
  return {
    viewMs,
    longestViewMs: Math.max(...views.slice(WINDOWS.length)),
    tickP99Ms: warm[Math.ceil(warm.length * 0.99) - 1]!,
    rssMiB: process.memoryUsage.rss() / 2 ** 20,
    worstError: worstError(keeper, seen, spread, at),
    nsPerEvent: (cpuMs * 1e6) / (perSlot * ticks.length),
  }
}

function cpuSince(before: NodeJS.CpuUsage): number {
  const {user, system} = process.cpuUsage(before)
  return (user + system) / 1000
}

/** Nearest rank of all durations in the slots of a window, against what was told. */
function worstError(
  keeper: Keeper,
  seen: readonly (readonly [at: number, durationMs: number][])[],
  spread: number,
  now: number,
): number {
  let worst = 0
  for (const window of WINDOWS) {
    const told = keeper.look(window, now)
    for (const [index, all] of seen.entries()) {
      const exact = all
        .filter(([at]) => at > now - WINDOW_MS[window]!)
        .map(([, durationMs]) => durationMs / 1000)
        .sort((a, b) => a - b)
      if (exact.length === 0) continue
      for (const [name, share] of Object.entries(SHARES)) {
        const want = exact[Math.ceil(share * exact.length) - 1]!
        const got = told(index * spread)[name as keyof typeof SHARES] ?? 0
        worst = Math.max(worst, Math.abs(got - want) / want)
      }
    }
  }
  return worst
}

const [kind, ...numbers] = process.argv.slice(2)
const [plugins = 0, versions = 0, perSecond = 0, seconds = 0] = numbers.map(Number)
const keeper = kind === 'hdr' ? ring(plugins) : ours(plugins, versions)
process.stdout.write(JSON.stringify(run(keeper, plugins, versions, perSecond, seconds)))
