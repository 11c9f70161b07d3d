import {formatGeneral} from '../../promql/histogram/describe.ts'
import {
  CUSTOM_SCHEMA,
  isCustom,
  type Buckets,
  type NativeHistogram,
  type ResetHint,
} from '../../promql/histogram/native.ts'
import {parseFloatText} from '../../promql/parse-float.ts'
import {notationError} from './metric-text.ts'

const HINTS: readonly string[] = ['unknown', 'reset', 'not_reset', 'gauge'] satisfies ResetHint[]

/** Reads the inside of `{{schema:0 sum:5 count:4 buckets:[1 2 1]}}`. Throws bad-test. */
export function parseHistogram(text: string): NativeHistogram {
  const fields = new Map<string, string>()
  const rest = text.replace(/\s*([a-z_]+):(\[[^\]]*\]|[^\s[\]]+)\s*/g, (_, key: string, value: string) => {
    if (fields.has(key)) throw notationError(`duplicate key "${key}" in histogram`)
    fields.set(key, value)
    return ''
  })
  if (rest.trim() !== '') throw notationError(`unexpected "${rest.trim()}" in histogram description`)

  const take = (key: string) => {
    const value = fields.get(key)
    fields.delete(key)
    return value
  }
  const number = (key: string) => numberOf(take(key) ?? '0', key)
  const list = (key: string) => listOf(take(key), key)
  const side = (counts: number[], offset: number): Buckets => ({indexes: counts.map((_, i) => offset + i), counts})

  const hint = take('counter_reset_hint') ?? 'unknown'
  if (!HINTS.includes(hint)) throw notationError(`unknown counter_reset_hint "${hint}"`)
  const histogram: NativeHistogram = {
    schema: number('schema'),
    sum: number('sum'),
    count: number('count'),
    zeroCount: number('z_bucket'),
    zeroThreshold: number('z_bucket_w'),
    customValues: list('custom_values'),
    positive: side(list('buckets'), number('offset')),
    negative: side(list('n_buckets'), number('n_offset')),
    resetHint: hint as ResetHint,
  }
  for (const key of fields.keys()) throw notationError(`unknown key "${key}" in histogram description`)
  if (histogram.schema !== CUSTOM_SCHEMA && !(histogram.schema >= -4 && histogram.schema <= 8)) {
    throw notationError(`histogram has an unknown schema ${histogram.schema}`)
  }
  return histogram
}

function numberOf(text: string, key: string): number {
  const value = parseFloatText(text)
  if (value === undefined) throw notationError(`bad value "${text}" of ${key} in histogram description`)
  return value
}

function listOf(text: string | undefined, key: string): number[] {
  if (text === undefined) return []
  const inner = /^\[(.*)\]$/s.exec(text)?.[1]?.trim()
  if (inner === undefined) throw notationError(`${key} in histogram description is no list: "${text}"`)
  return inner === '' ? [] : inner.split(/\s+/).map((item) => numberOf(item, key))
}

/** The histogram in the notation of tests, as promtool prints it: one run of buckets a side, empty ones at its ends left out. */
export function formatHistogram(histogram: NativeHistogram): string {
  const {schema, count, sum, zeroCount, zeroThreshold, customValues, resetHint} = histogram
  const parts: string[] = []
  const add = (key: string, value: number) => {
    if (value !== 0) parts.push(`${key}:${formatGeneral(value)}`)
  }
  add('schema', schema)
  add('count', count)
  add('sum', sum)
  if (isCustom(histogram)) parts.push(`custom_values:[${customValues.map(formatGeneral).join(' ')}]`)
  else {
    add('z_bucket', zeroCount)
    add('z_bucket_w', zeroThreshold)
  }
  if (resetHint !== 'unknown') parts.push(`counter_reset_hint:${resetHint}`)
  addSide('offset', 'buckets', histogram.positive)
  addSide('n_offset', 'n_buckets', histogram.negative)
  return `{{${parts.join(' ')}}}`

  function addSide(offsetKey: string, bucketsKey: string, buckets: Buckets): void {
    const {offset, counts} = asOneRun(buckets)
    if (counts.length === 0) return
    add(offsetKey, offset)
    parts.push(`${bucketsKey}:[${counts.map(formatGeneral).join(' ')}]`)
  }
}

/**
 * Buckets as one run of counts from an index on, the way promtool prints and therefore compares them: where buckets stand in several
 * runs, all gaps between them go behind the first one (an oversight in FloatHistogram.Compact that verdicts depend on).
 */
export function asOneRun({indexes, counts}: Buckets): {readonly offset: number; readonly counts: readonly number[]} {
  const runs: {start: number; counts: number[]}[] = []
  indexes.forEach((index, i) => {
    const run = runs[runs.length - 1]
    if (run !== undefined && run.start + run.counts.length === index) run.counts.push(counts[i]!)
    else runs.push({start: index, counts: [counts[i]!]})
  })
  const [first, ...others] = runs.map(trimRun).filter((run) => run.counts.length > 0)
  if (first === undefined) return {offset: 0, counts: []}
  const rest = others.flatMap((run) => run.counts)
  const last = others[others.length - 1] ?? first
  const gaps = last.start + last.counts.length - first.start - first.counts.length - rest.length
  return {offset: first.start, counts: [...first.counts, ...new Array<number>(gaps).fill(0), ...rest]}
}

/** A run without the empty buckets at its ends. */
function trimRun({start, counts}: {start: number; counts: number[]}): {start: number; counts: number[]} {
  const from = counts.findIndex((count) => count !== 0)
  const to = counts.findLastIndex((count) => count !== 0)
  return from < 0 ? {start, counts: []} : {start: start + from, counts: counts.slice(from, to + 1)}
}
