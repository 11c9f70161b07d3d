/** Random series and expressions over them, the same for the same seed: what the evaluator and promtool are compared with. */
export interface RandomQueries {
  /** In promtool's notation. */
  readonly series: readonly {readonly series: string; readonly values: string}[]
  readonly exprs: readonly string[]
}

/** A small generator of numbers from 0 to 1 (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const RANGE_FUNCTIONS =
  'rate increase delta irate idelta sum_over_time avg_over_time min_over_time max_over_time count_over_time last_over_time present_over_time stddev_over_time stdvar_over_time changes resets deriv absent_over_time'.split(
    ' ',
  )
const VECTOR_FUNCTIONS =
  'abs ceil floor sqrt sgn round sort sort_desc timestamp absent histogram_count histogram_sum histogram_avg histogram_stddev histogram_stdvar hour day_of_month days_in_month day_of_year year ln exp'.split(
    ' ',
  )
const OPERATORS = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '==',
  '!=',
  '>',
  '<',
  '>=',
  '<=',
  '> bool',
  '== bool',
  'and',
  'or',
  'unless',
]
const AGGREGATIONS = 'sum avg min max count group stddev stdvar'.split(' ')

/**
 * Makes `count` expressions over some thirty series of floats, classic buckets and native histograms. No topk: which of equal values it
 * takes is up to the order of series, which promtool leaves to chance.
 */
export function createRandomQueries(seed: number, count: number): RandomQueries {
  const random = createRandom(seed)
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!
  const integer = (max: number) => Math.floor(random() * max)

  const floats = () =>
    Array.from({length: 30}, () =>
      pick([
        () => '_',
        () => `${integer(50)}`,
        () => `${integer(9)}+${integer(4)}x${integer(4)}`,
        () => `${integer(500) / 7}`,
        () => pick(['stale', 'NaN', 'Inf', '-3.5', '_x3']),
      ])(),
    ).join(' ')
  const buckets = (length: number) => Array.from({length}, () => integer(4)).join(' ')
  const exponential = () =>
    `{{schema:${pick([0, 0, 1, 2, -1])} count:${20 + integer(9)} sum:${integer(90)} z_bucket:${integer(3)} z_bucket_w:${pick([0.001, 0.001, 0.5])} offset:${integer(3) - 1} buckets:[${buckets(4)}] n_buckets:[${buckets(2)}]${pick(['', '', '', ' counter_reset_hint:gauge'])}}}`
  const custom = () =>
    `{{schema:-53 count:9 sum:${integer(30)} custom_values:[${pick(['1 2 5', '1 2 5', '1 3'])}] buckets:[${buckets(3)}]}}`
  const growing = () =>
    `{{schema:0 count:4 sum:5 buckets:[1 2 1]}}+{{schema:${pick([0, 1])} count:3 sum:2 buckets:[1 ${integer(3)} 1] offset:${integer(2)}}}x${6 + integer(20)}`
  const histograms = () =>
    Array.from({length: 12}, () => pick([exponential, exponential, custom, () => '_', () => `${integer(9)}`])()).join(
      ' ',
    )

  const series = [
    ...['a', 'b', 'c'].flatMap((i) => [
      {series: `f{i="${i}",j="x"}`, values: floats()},
      {series: `f{i="${i}",j="y"}`, values: floats()},
      {series: `g{i="${i}"}`, values: floats()},
      {series: `c_total{i="${i}",j="x"}`, values: `0+${integer(5)}x${3 + integer(9)} 0+${integer(7)}x20`},
      {series: `h{i="${i}"}`, values: histograms()},
      {series: `hg{i="${i}"}`, values: growing()},
      ...['0.1', '1', '10', '+Inf'].map((le, at) => ({
        series: `k_bucket{i="${i}",le="${le}"}`,
        values: `${at}+${at + 1}x10 ${integer(9)}+${at + 2}x20`,
      })),
    ]),
  ]

  const window = () => pick(['1m', '2m', '5m', '90s', '10m', '7m'])
  const modifier = () => pick(['', '', '', '', ' offset 2m', ' offset -1m', ' @ 600', ' @ end() offset 1m'])
  const selector = () =>
    pick([
      'f',
      'f',
      'g',
      'c_total',
      'h',
      'hg',
      'k_bucket',
      'f{i="a"}',
      'f{j!="x"}',
      'f{i=~"a|b"}',
      '{__name__=~"f|g"}',
      'h{i!~"c"}',
      'zz{a="b"}',
    ])
  const range = (depth: number) =>
    depth > 0 && random() < 0.2
      ? `(${vector(depth - 1)})[${window()}:${pick(['', '30s', '1m', '2m'])}]${modifier()}`
      : `${selector()}[${window()}]${modifier()}`
  const matching = () =>
    pick([
      '',
      '',
      '',
      ' on(i)',
      ' ignoring(j)',
      ' on(i) group_left()',
      ' on(i) group_right(j)',
      ' on(i) group_left(j)',
      ' on()',
    ])
  const grouping = () =>
    pick(['', '', ' by (i)', ' by (j)', ' without (i)', ' by (i, j)', ' without (le)', ' by (i, __name__)'])
  const scalar = () =>
    pick([
      () => `${integer(9)}`,
      () => '2.5',
      () => '-1',
      () => 'scalar(g{i="a"})',
      () => 'time() / 100',
      () => 'NaN',
      () => 'Inf',
    ])()

  function vector(depth: number): string {
    if (depth === 0) return selector() + modifier()
    return pick([
      () => `${pick(RANGE_FUNCTIONS)}(${range(depth)})`,
      () => `${pick(RANGE_FUNCTIONS)}(${range(depth)})`,
      () => `${pick(VECTOR_FUNCTIONS)}(${vector(depth - 1)})`,
      () => `${pick(AGGREGATIONS)}${grouping()} (${vector(depth - 1)})`,
      () => `quantile${grouping()} (${pick(['0.5', '0.9', '1.2', '-1', '0'])}, ${vector(depth - 1)})`,
      () => `count_values${grouping()} ("v", ${vector(depth - 1)})`,
      () => `(${vector(depth - 1)}) ${pickOperator()} (${vector(depth - 1)})`,
      () => `(${vector(depth - 1)}) ${pick(OPERATORS.slice(0, 13))} ${scalar()}`,
      () => `${scalar()} ${pick(OPERATORS.slice(0, 13))} (${vector(depth - 1)})`,
      () => `-(${vector(depth - 1)})`,
      () => `clamp(${vector(depth - 1)}, ${integer(5)}, ${4 + integer(9)})`,
      () => `histogram_quantile(${pick(['0.5', '0.9', '0', '1', '0.25'])}, ${vector(depth - 1)})`,
      () => `histogram_fraction(${pick(['0', '-Inf', '0.5'])}, ${pick(['1', '3', 'Inf'])}, ${vector(depth - 1)})`,
      () => `quantile_over_time(${pick(['0.5', '0.9', '2'])}, ${range(depth)})`,
      () => `predict_linear(${range(depth)}, ${pick(['60', '3600', '-60'])})`,
      () =>
        `label_replace(${vector(depth - 1)}, "${pick(['n', 'i', 'j'])}", "${pick(['$1', 'v-$1', ''])}", "i", "${pick(['(a|b)', '(.*)', 'a'])}")`,
      () => `label_join(${vector(depth - 1)}, "n", "-", "i", "j")`,
      () => `vector(${scalar()})`,
    ])()
  }

  function pickOperator(): string {
    const operator = pick(OPERATORS)
    if (['and', 'or', 'unless'].includes(operator)) return operator + pick(['', ' on(i)', ' ignoring(j)'])
    return operator + matching()
  }

  return {series, exprs: Array.from({length: count}, () => vector(1 + integer(3)))}
}
