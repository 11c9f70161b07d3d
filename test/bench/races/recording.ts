import {createPlainBatch} from '../../../src/decode/plain-batch.ts'
import {build, type Histogram} from 'hdr-histogram-js'
import {createMetrics} from '../../../src/metrics/metrics.ts'
import {createRandom} from '../../../src/source/demo/random.ts'
import type {Race} from '../contender.ts'
import type {Lab} from '../lab.ts'
import {task} from '../run-task.ts'
import {createLoad} from '../data/load.ts'

const START = Date.UTC(2026, 0, 1)
const PLUGINS = 1000
const COUNT = 200_000
/** What a host's clock goes on by in all those loads: they fall into one slot. */
const INTERVAL_MS = 15_000

const OURS = 'load spans into metrics'
const HDR = 'hdr-histogram-js, recordValue'
const OURS_VIEW = 'a view of all windows and plugins'
const HDR_VIEW = 'hdr-histogram-js, 4 percentiles of each'

/** Durations of 1,000 plugins: into their histograms, and out again as percentiles. */
export function raceRecording({isQuick}: Lab): Race {
  const random = createRandom('recording')
  const names = Array.from({length: PLUGINS}, (_, index) => `plugin_${String(index)}`)
  const plugins = Uint16Array.from({length: COUNT}, () => Math.min(PLUGINS - 1, random.exponential(PLUGINS / 3)))
  const durations = Float64Array.from({length: COUNT}, () => random.logNormal(80, 0.8))
  const metrics = createMetrics({intervalMs: INTERVAL_MS})
  const histograms = names.map(newHistogram)
  const span = createLoad(START, '1.0.0')
  const batch = createPlainBatch([span])
  let at = START
  const times = isQuick ? 3 : 10
  return {
    name: 'recording',
    title: `${COUNT.toLocaleString('en')} durations of ${PLUGINS.toLocaleString('en')} plugins, and their percentiles`,
    unit: 'CPU ms',
    contenders: [
      task(HDR, {times}, () => {
        for (let index = 0; index < COUNT; index++) histograms[plugins[index]!]!.recordValue(durations[index]! * 1000)
      }),
      task(OURS, {times}, () => {
        for (let index = 0; index < COUNT; index++) {
          span.time = at + (index * INTERVAL_MS) / COUNT
          span.durationMs = durations[index]!
          span.pluginName = names[plugins[index]!]!
          metrics.take('host', batch, 0, 1)
        }
        metrics.tick((at += INTERVAL_MS))
      }),
      task(HDR_VIEW, {times}, () =>
        histograms.map((each) => [50, 90, 95, 99].map((share) => each.getValueAtPercentile(share))),
      ),
      task(OURS_VIEW, {times}, () => metrics.view('5m', at)),
    ],
    comparisons: [
      {what: 'a duration recorded, its slot closed', of: OURS, over: [HDR]},
      {what: 'percentiles of 1,000 plugins', of: OURS_VIEW, over: [HDR_VIEW]},
    ],
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
