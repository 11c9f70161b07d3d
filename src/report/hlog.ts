import {build, HistogramLogWriter} from 'hdr-histogram-js'
import type {DurationCounts} from '../figures.ts'
import {formatTime} from '../format/time.ts'
import type {Snapshot} from '../snapshot.ts'
import {byText, ordered} from './order.ts'

/** Values are nanoseconds, the longest of an interval is written in milliseconds: what HdrHistogram's own tools take for granted. */
const NANOSECONDS_PER_MILLISECOND = 1e6

/**
 * Durations as an interval log of HdrHistogram, version 1.3: one interval, which is the whole period, for each tag. Load times of all
 * plugins have no tag, since that is what tools read first; other tags are a metric with its labels, `plugin_load_time;plugin_name=auth;instance=shop`.
 */
export function reportHlog(durations: readonly DurationCounts[], period: Snapshot['period']): string {
  const lines: string[] = []
  const writer = new HistogramLogWriter((line) => lines.push(line))
  writer.outputLogFormatVersion()
  writer.outputComment('[Logged by plugmon: values in nanoseconds, Interval_Max in milliseconds]')
  if (period === undefined) {
    writer.outputLegend()
    return lines.join('')
  }
  const start = `${(period.from / 1_000).toFixed(3)} (seconds since epoch)`
  writer.outputComment(`[StartTime: ${start}, ${formatTime(period.from)}]`)
  // With a base time, intervals begin that much later: at 0.
  writer.outputComment(`[BaseTime: ${start}]`)
  writer.outputLegend()
  const seconds = (period.to - period.from) / 1_000
  const tagged = durations.map((counts) => ({counts, tag: tagOf(counts)}))
  for (const {counts, tag} of ordered(tagged, byText('tag'))) {
    const histogram = histogramOf(counts)
    histogram.tag = tag ?? NO_TAG
    writer.outputIntervalHistogram(histogram, 0, seconds, NANOSECONDS_PER_MILLISECOND)
  }
  return lines.join('')
}

/** What hdr-histogram-js calls a histogram without a tag. */
const NO_TAG = 'NO TAG'

/** The same counts where the codec finds them; its buckets are those of metrics, index for index. */
function histogramOf({max, buckets}: DurationCounts) {
  const histogram = build({
    bitBucketSize: 64,
    autoResize: true,
    lowestDiscernibleValue: 1,
    highestTrackableValue: Math.max(2, max),
    numberOfSignificantValueDigits: 2,
  })
  for (const {highest, count} of buckets) histogram.recordValueWithCount(Math.min(highest, max), count)
  return histogram
}

/** A metric with its labels, as Graphite writes series with tags; undefined for what stands without a tag. */
function tagOf({metric, labels}: DurationCounts): string | undefined {
  const parts = ordered(Object.entries(labels), byText(0)).map(([name, value]) => `;${name}=${escaped(value)}`)
  return metric === 'plugin_load_time' && parts.length === 0 ? undefined : `${metric}${parts.join('')}`
}

/** What a tag or a label in it cannot hold (commas, spaces, semicolons, all that is not ASCII) is percent-encoded, as in a URL. */
function escaped(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(/%(2F|3A|40)/g, decodeURIComponent)
}
