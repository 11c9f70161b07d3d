/**
 * `node windows.mjs watched|once|hdr|exact PLUGINS VERSIONS EVENTS_PER_SECOND SECONDS`: loads of many plugins for some time of their clock;
 * prints as JSON what ticks, looks and memory cost, and some percentiles. `watched` is looked at all the time as by a screen, `once` at the
 * end only as by a report. `exact` sorts the same durations: in a process of its own, since what it keeps would count as ours.
 */
import {createPlainBatch} from '../../../src/decode/plain-batch.ts'
import {setFlagsFromString} from 'node:v8'
import {build, type Histogram} from 'hdr-histogram-js'
import {WINDOWS, type WindowName} from '../../../src/figures.ts'
import {createMetrics} from '../../../src/metrics/metrics.ts'
import {createRandom} from '../../../src/source/demo/random.ts'
import {createLoad} from '../data/load.ts'

/** What the driver prints. */
export interface WindowFigures {
  /** Looks at the percentiles of all plugins, one in each window, CPU milliseconds. */
  readonly viewMs: number
  /** The longest look of those that were not the first after the window had changed, and of those that were. */
  readonly longestViewMs: number
  readonly longestFirstViewMs: number
  /** The close of a slot of 15 s: of a hundred only one takes longer. */
  readonly tickP99Ms: number
  /** At the most, since the process began. */
  readonly peakMiB: number
  readonly nsPerEvent: number
  /** Percentiles of some plugins, by window, plugin and share. */
  readonly percentiles: readonly number[]
}

const START = Date.UTC(2026, 0, 1)
const INTERVAL_MS = 15_000
/** While the windows stay and while they are changed. A screen looks more often still. */
const LOOKS_PER_SLOT = {staying: 2, changing: 10}
/** Slots during which the windows are changed. */
const CHANGING = 20
/** Slots of one window before the next. */
const SLOTS_PER_WINDOW = 2
/** The first looks and ticks compile what is measured afterwards. */
const WARM_SLOTS = 20
/** So many plugins and durations chance is drawn from, with 16 bits each. */
const FACES = 65_536
/** Plugins whose percentiles are compared with exact ones. */
const WITNESSES = 20
const WINDOW_MS: Readonly<Record<string, number>> = {'1m': 60e3, '5m': 300e3, '15m': 900e3, '1h': 3600e3}
const SHARES = {p50: 0.5, p90: 0.9, p99: 0.99} as const

/** Percentiles of a plugin, in seconds. */
type Percentiles = Partial<Record<keyof typeof SHARES, number | undefined>>

/** Something that keeps durations by plugin in sliding windows. */
interface Keeper {
  record(plugin: number, version: number, at: number, durationMs: number): void
  tick(at: number): void
  /** Percentiles of all plugins in a window. */
  look(window: WindowName, at: number): (plugin: number) => Percentiles
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
      return (plugin) => view.plugins.find(({pluginName}) => pluginName === names[plugin])?.load ?? {}
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

/** Who loads which version, and for how long: the same in every process. */
interface Dice {
  plugin: number
  version: number
  durationMs: number
  roll(): void
}

/** Chance is drawn from tables by xorshift (Marsaglia 2003): making it costs more than counting it. */
function createDice(plugins: number, versions: number): Dice {
  const random = createRandom('windows')
  const who = Uint16Array.from({length: FACES}, () => Math.min(plugins - 1, random.exponential(plugins / 3)))
  const durations = Float32Array.from({length: FACES}, () => Math.max(0.001, random.logNormal(80, 0.8)))
  let state = 1
  return {
    plugin: 0,
    version: 0,
    durationMs: 0,
    roll() {
      state ^= state << 13
      state ^= state >>> 17
      state ^= state << 5
      this.plugin = who[state & (FACES - 1)]!
      this.version = (state >>> 8) % versions
      this.durationMs = durations[state >>> 16]!
    },
  }
}

function run(keeper: Keeper, load: Load, isWatched: boolean): WindowFigures {
  const {plugins, versions, perSecond, seconds} = load
  const dice = createDice(plugins, versions)
  const slots = seconds / (INTERVAL_MS / 1000)
  const perSlot = (perSecond * INTERVAL_MS) / 1000
  const ticks: number[] = []
  const views = {later: [] as number[], first: [] as number[]}
  let cpuMs = 0
  let viewCpuMs = 0
  let index = 0
  let at = START
  let shown: WindowName = '5m'

  function record(count: number): void {
    const before = process.cpuUsage()
    for (let end = index + count; index < end; index++) {
      dice.roll()
      keeper.record(dice.plugin, dice.version, at + 1, dice.durationMs)
    }
    cpuMs += cpuSince(before)
  }

  function look(window: WindowName, isMeasured: boolean): void {
    const before = process.cpuUsage()
    const startedAt = performance.now()
    keeper.look(window, at)
    const tookMs = performance.now() - startedAt
    if (isMeasured) {
      viewCpuMs += cpuSince(before)
      views[window === shown ? 'later' : 'first'].push(tookMs)
    }
    shown = window
  }

  for (let slot = 0; slot < slots; slot++) {
    const changing = slot - (slots - CHANGING)
    const window = changing < 0 ? '5m' : WINDOWS[Math.floor(changing / SLOTS_PER_WINDOW) % WINDOWS.length]!
    const looks = changing < 0 ? LOOKS_PER_SLOT.staying : LOOKS_PER_SLOT.changing
    for (let part = 0; part < looks; part++) {
      record(perSlot / looks)
      if (!isWatched) continue
      const isLater = changing % SLOTS_PER_WINDOW !== 0 || part > looks >> 1
      // The window is changed in the middle of a slot.
      look(isLater ? window : shown, changing >= 0)
    }
    at += INTERVAL_MS
    const startedAt = performance.now()
    keeper.tick(at)
    if (slot >= Math.min(WARM_SLOTS, slots >> 1)) ticks.push(performance.now() - startedAt)
  }
  if (!isWatched) for (const window of [...WINDOWS].reverse()) look(window, true)
  const looks = views.first.length + views.later.length
  return {
    viewMs: (viewCpuMs / looks) * WINDOWS.length,
    longestViewMs: Math.max(...views.later, 0),
    longestFirstViewMs: Math.max(...views.first, 0),
    tickP99Ms: ticks.sort((a, b) => a - b)[Math.ceil(ticks.length * 0.99) - 1]!,
    peakMiB: process.resourceUsage().maxRSS / 1024,
    nsPerEvent: (cpuMs * 1e6) / index,
    percentiles: WINDOWS.flatMap((window) => {
      const told = keeper.look(window, at)
      return witnesses(plugins).flatMap((plugin) => sharesOf((name) => told(plugin)[name]))
    }),
  }
}

function cpuSince(before: NodeJS.CpuUsage): number {
  const {user, system} = process.cpuUsage(before)
  return (user + system) / 1000
}

/** Plugins that load often and seldom. */
function witnesses(plugins: number): number[] {
  const spread = Math.max(1, Math.floor(plugins / 3 / WITNESSES))
  return Array.from({length: Math.min(WITNESSES, plugins)}, (_, index) => index * spread)
}

function sharesOf(valueOf: (name: keyof typeof SHARES, share: number) => number | undefined): number[] {
  return Object.entries(SHARES).map(([name, share]) => valueOf(name as keyof typeof SHARES, share) ?? NaN)
}

/** Nearest rank of all durations in the slots of a window. */
function exactly({plugins, versions, perSecond, seconds}: Load): number[] {
  const seen = new Map(
    witnesses(plugins).map((plugin) => [plugin, {durations: [] as number[], before: [] as number[]}]),
  )
  const dice = createDice(plugins, versions)
  const begins = WINDOWS.map((window) => (seconds - WINDOW_MS[window]! / 1000) * perSecond)
  for (let index = 0; index < seconds * perSecond; index++) {
    const window = begins.indexOf(index)
    if (window >= 0) for (const each of seen.values()) each.before[window] = each.durations.length
    dice.roll()
    seen.get(dice.plugin)?.durations.push(dice.durationMs / 1000)
  }
  return WINDOWS.flatMap((_, window) =>
    [...seen.values()].flatMap(({durations, before}) => {
      const sorted = Float64Array.from(durations.slice(before[window])).sort()
      return sharesOf((_name, share) => sorted[Math.ceil(share * sorted.length) - 1])
    }),
  )
}

/** Who loads how often for how long. */
interface Load {
  readonly plugins: number
  readonly versions: number
  readonly perSecond: number
  readonly seconds: number
}

// As the launcher tells it.
setFlagsFromString('--heap-growing-percent=60')
setFlagsFromString('--semi-space-growth-factor=1')
const [kind, ...numbers] = process.argv.slice(2)
const [plugins = 0, versions = 0, perSecond = 0, seconds = 0] = numbers.map(Number)
const load = {plugins, versions, perSecond, seconds}
const figures =
  kind === 'exact'
    ? exactly(load)
    : run(kind === 'hdr' ? ring(plugins) : ours(plugins, versions), load, kind === 'watched')
process.stdout.write(JSON.stringify(figures))
