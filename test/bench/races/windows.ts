import {execFile} from 'node:child_process'
import {promisify} from 'node:util'
import type {Contender, Race} from '../contender.ts'
import type {WindowFigures} from '../drivers/windows.ts'
import type {Lab} from '../lab.ts'

const SECONDS = 3_900
/** The longest window is then not full. */
const QUICK_SECONDS = 300
const PER_SECOND = 20_000
/** Rings of histograms of more plugins would not fit into memory; theirs is measured and scaled. */
const RING_PLUGINS = 20

/** How the driver keeps and looks at windows. */
type Kind = 'watched' | 'once' | 'hdr'

/** Sliding windows of very many plugins, against rings of the library's histograms. */
export function raceWindows(lab: Lab): Race {
  const seconds = lab.isQuick ? QUICK_SECONDS : SECONDS
  const numbers = (plugins: number, versions: number) => [plugins, versions, PER_SECOND, seconds].map(String)
  const many = keeping(lab, 'plugmon, 1,000 plugins × 3 versions', 'watched', numbers(1000, 3))
  const once = keeping(lab, 'the same, looked at once, at the end', 'once', numbers(1000, 3))
  const most = keeping(lab, 'plugmon, 10,000 plugins', 'watched', numbers(10_000, 1))
  const rings = `hdr-histogram-js, 1,000 plugins (from ${String(RING_PLUGINS)})`
  const share = 1000 / RING_PLUGINS
  const ring = [RING_PLUGINS, 1, PER_SECOND / share, Math.min(seconds, QUICK_SECONDS)].map(String)
  return {
    name: 'windows',
    title: `p50, p90, p99 over 1m, 5m, 15m and 1h of all plugins, after ${seconds.toLocaleString('en')} s of ${PER_SECOND.toLocaleString('en')} loads a second`,
    unit: 'CPU ms',
    contenders: [keeping(lab, rings, 'hdr', ring, share), many, once, most],
    comparisons: [
      {what: 'all percentiles in all windows, 1,000 plugins × 3 versions', of: many.name, over: [rings]},
      {what: 'the same, 10,000 plugins', of: most.name, over: [rings]},
    ],
  }
}

function keeping(lab: Lab, name: string, kind: Kind, numbers: readonly string[], share = 1): Contender {
  let exact: Promise<readonly number[]> | undefined
  return {
    name,
    rounds: 2,
    async run() {
      const figures = await driven<WindowFigures>(lab, kind, numbers)
      // Exact percentiles take a process of their own, so that the memory told is what is kept for the percentiles of here.
      exact ??= driven<readonly number[]>(lab, 'exact', numbers)
      const {viewMs, longestViewMs, longestFirstViewMs, tickP99Ms, peakMiB, nsPerEvent, percentiles} = figures
      return {
        value: viewMs * share,
        // What a few rings take says nothing of many.
        peakMiB: share === 1 ? peakMiB : undefined,
        also: {
          ...(longestViewMs > 0 && {'one window, longest ms': longestViewMs * share}),
          'one window, first look, longest ms': longestFirstViewMs * share,
          'tick p99 ms': tickP99Ms * share,
          'ns/event': nsPerEvent,
          'error %': worstError(percentiles, await exact) * 100,
        },
      }
    },
  }
}

async function driven<T>(lab: Lab, kind: Kind | 'exact', numbers: readonly string[]): Promise<T> {
  const [program, ...rest] = lab.driver('windows', kind, ...numbers)
  const {stdout} = await promisify(execFile)(program!, rest)
  return JSON.parse(stdout) as T
}

/** As a share of the exact ones; where nothing was to be told there is none. */
function worstError(told: readonly (number | null)[], exact: readonly (number | null)[]): number {
  return Math.max(...exact.map((want, index) => (want === null ? 0 : Math.abs((told[index] ?? 0) - want) / want)))
}
