import {dirname, isAbsolute, join} from 'node:path'
import type {NativeHistogram} from '../promql/histogram/native.ts'
import type {Labels} from '../promql/labels.ts'
import type {Series} from '../promql/querier.ts'
import {HISTOGRAM_SAMPLE} from '../promql/querier.ts'
import {readTestFile} from '../rules/unit-test/test-file.ts'
import type {Context} from './context.ts'
import {readLog} from './read-log.ts'

/** A series of a log; times are milliseconds since the tick before its first event. */
interface LogSeries {
  readonly labels: Labels
  readonly points: readonly {readonly at: number; readonly value: number | NativeHistogram}[]
}

/** The logs that the tests of a file take as input (`events:`). */
export interface TestLogs {
  seriesOf(log: string, intervalMs: number): readonly LogSeries[]
}

/** Reads every log that a test file names, sampled at the interval of its test. Throws as readTestFile and reading a log do. */
export async function readTestLogs(testFile: string, text: string, context: Context): Promise<TestLogs> {
  const logs = new Map<string, readonly LogSeries[]>()
  for (const {events, intervalMs} of readTestFile(text, testFile).tests) {
    const key = `${String(intervalMs)} ${events}`
    if (events !== '' && !logs.has(key)) logs.set(key, await readSeries(pathOf(events, testFile), intervalMs, context))
  }
  return {seriesOf: (log, intervalMs) => logs.get(`${String(intervalMs)} ${log}`) ?? []}
}

function pathOf(log: string, testFile: string): string {
  return isAbsolute(log) ? log : join(dirname(testFile), log)
}

async function readSeries(path: string, intervalMs: number, context: Context): Promise<readonly LogSeries[]> {
  const settings = {...context.settings, interval: intervalMs, since: undefined, until: undefined}
  const {monitor, from} = await readLog([path], {...context, settings}, {groups: []})
  const start = Math.ceil(from / intervalMs) * intervalMs - intervalMs
  return monitor.querier.select([], -Infinity, Infinity).map((series) => ({
    labels: series.labels,
    points: Array.from({length: series.length}, (_, index) => ({
      at: series.times[index]! - start,
      value: valueAt(series, index),
    })).filter(({at}) => at >= 0),
  }))
}

function valueAt({values, kinds, histograms}: Series, index: number): number | NativeHistogram {
  return kinds?.[index] === HISTOGRAM_SAMPLE ? histograms![index]! : values[index]!
}
