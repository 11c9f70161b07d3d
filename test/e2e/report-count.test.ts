import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {nativeLog} from '../bench/data/native-log.ts'
import {runPlugmon} from '../helpers/run-plugmon.ts'
import {makeFolder} from '../source/folder.ts'
import {countEvents, percentile} from './count-events.ts'

interface Durations {
  readonly count: number
  readonly sum: number
  readonly p50: number
  readonly p90: number
  readonly p99: number
}

interface Report {
  readonly totals: object
  readonly levels: object
  readonly errors_by_type: readonly {readonly error_type: string; readonly count: number}[]
  readonly load_time: Durations
  readonly plugins: readonly {readonly plugin_name: string; readonly load_time: Durations}[]
}

/** The log that the benchmarks read, smaller: plugins enough that each is told of. */
const LINES = [
  ...nativeLog({events: 20_000, startMs: Date.UTC(2026, 0, 1), durationMs: 7_200_000, seed: 7, plugins: 40}),
]

describe('a log as the benchmarks read it', () => {
  const counted = countEvents(LINES)
  const path = join(makeFolder(afterAll), 'events.jsonl')
  let text: string
  let report: Report
  beforeAll(async () => {
    writeFileSync(path, LINES.map((line) => `${line}\n`).join(''))
    text = (await runPlugmon(['report', '-o', 'json', path], {onFinished: afterAll})).stdout
    report = JSON.parse(text) as Report
  })

  test('every total is that of a plain count', () => {
    expect(report.totals).toEqual(counted.totals)
    expect(report.levels).toEqual(counted.levels)
    const byName = (rows: Report['errors_by_type']) =>
      Object.fromEntries(rows.map(({error_type, count}) => [error_type, count]))
    expect(byName(report.errors_by_type)).toEqual(byName(counted.errors_by_type))
  })

  test('durations of all and of every plugin: exact sums, percentiles within 1 %', () => {
    const rows = report.plugins.map(({plugin_name, load_time}) => ({
      name: plugin_name,
      told: load_time,
      values: counted.loads.get(plugin_name) ?? [],
    }))
    for (const {name, told, values} of [
      {name: 'all', told: report.load_time, values: [...counted.loads.values()].flat()},
      ...rows,
    ]) {
      expect({name, count: told.count}).toEqual({name, count: values.length})
      const sum = values.reduce((left, right) => left + right, 0)
      expect(told.sum, name).toBeCloseTo(sum, 6)
      expect(Math.abs(told.p50 / percentile(values, 0.5) - 1), `${name} p50`).toBeLessThan(0.01)
      expect(Math.abs(told.p90 / percentile(values, 0.9) - 1), `${name} p90`).toBeLessThan(0.01)
      expect(Math.abs(told.p99 / percentile(values, 0.99) - 1), `${name} p99`).toBeLessThan(0.01)
    }
  })

  test('keys that are spelled with escapes, which no shortcut reads, give the same report', async () => {
    const escaped = LINES.map((line) => `${line.replace('"time":', '"tim\\u0065":')}\n`).join('')
    writeFileSync(path, escaped)
    expect((await runPlugmon(['report', '-o', 'json', path])).stdout).toBe(text)
  })
})
