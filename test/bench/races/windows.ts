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

/** Sliding windows of very many plugins, against rings of the library's histograms. */
export function raceWindows(lab: Lab): Race {
  const seconds = lab.isQuick ? QUICK_SECONDS : SECONDS
  const many = keeping(lab, 'plugmon, 1,000 plugins × 3 versions', [
    'plugmon',
    '1000',
    '3',
    String(PER_SECOND),
    String(seconds),
  ])
  const most = keeping(lab, 'plugmon, 10,000 plugins', ['plugmon', '10000', '1', String(PER_SECOND), String(seconds)])
  const rings = `hdr-histogram-js, 1,000 plugins (from ${String(RING_PLUGINS)})`
  const share = 1000 / RING_PLUGINS
  const ringSeconds = Math.min(seconds, QUICK_SECONDS)
  const ring = ['hdr', String(RING_PLUGINS), '1', String(PER_SECOND / share), String(ringSeconds)]
  return {
    name: 'windows',
    title: `p50, p90, p99 over 1m, 5m, 15m and 1h of all plugins, after ${seconds.toLocaleString('en')} s of ${PER_SECOND.toLocaleString('en')} loads a second`,
    unit: 'CPU ms',
    contenders: [keeping(lab, rings, ring, share), many, most],
    comparisons: [
      {what: 'all percentiles in all windows, 1,000 plugins × 3 versions', of: many.name, over: [rings]},
      {what: 'the same, 10,000 plugins', of: most.name, over: [rings]},
    ],
  }
}

function keeping(lab: Lab, name: string, arguments_: readonly string[], share = 1): Contender {
  return {
    name,
    rounds: 2,
    async run() {
      const [program, ...rest] = lab.driver('windows', ...arguments_)
      const {stdout} = await promisify(execFile)(program!, rest)
      const {viewMs, longestViewMs, tickP99Ms, rssMiB, worstError, nsPerEvent} = JSON.parse(stdout) as WindowFigures
      return {
        value: viewMs * share,
        // What a few rings take says nothing of many.
        peakMiB: share === 1 ? rssMiB : undefined,
        also: {
          'one window, longest ms': longestViewMs * share,
          'tick p99 ms': tickP99Ms * share,
          'ns/event': nsPerEvent,
          'error %': (worstError ?? NaN) * 100,
        },
      }
    },
  }
}
