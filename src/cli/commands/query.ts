import {formatNumber} from '../../format/number.ts'
import {sparkline} from '../../format/sparkline.ts'
import {joinTable, layoutTable} from '../../format/table.ts'
import {formatTime} from '../../format/time.ts'
import {PlugmonError} from '../../errors.ts'
import type {Compiled} from '../../promql/compile.ts'
import {compile} from '../../promql/compile.ts'
import type {Outcome, Value} from '../../promql/evaluate.ts'
import {evaluateInstant, evaluateRange} from '../../promql/evaluate.ts'
import {getCell} from '../../promql/frame.ts'
import {labelRecord, formatLabelSet} from '../../promql/labels.ts'
import {parseExpr} from '../../promql/parse.ts'
import {typeOf} from '../../promql/type-of.ts'
import {createStyle} from '../../report/style.ts'
import {apiJson} from '../api-json.ts'
import {chartLines} from '../chart-lines.ts'
import type {Context} from '../context.ts'
import {EXIT} from '../context.ts'
import {describeSample} from '../describe-value.ts'
import {instantMs} from '../instant.ts'
import {outputStyle} from '../output-style.ts'
import type {ReadLog} from '../read-log.ts'
import {readLog} from '../read-log.ts'
import type {Run} from '../run.ts'
import type {Instant} from '../values.ts'

interface QueryOptions {
  readonly at?: Instant
  readonly start?: Instant
  readonly end?: Instant
  readonly step?: number
  readonly output: 'table' | 'json' | 'chart'
}

/** Instants of a range query at most, as Prometheus has it. */
const MOST_STEPS = 11_000
/** Cells of a series' line of development. */
const SPARK_CELLS = 40

/** `plugmon query EXPR SOURCE…`: at one instant, or over a range. */
export const query: Run<QueryOptions> = async ([text = '', ...sources], options, context) => {
  const compiled = compile(parseExpr(text), text)
  const isRange = options.start !== undefined || options.output === 'chart'
  if (isRange && options.at !== undefined)
    throw new PlugmonError('usage', '--at and a range exclude each other', {cure: 'give --at, or --start and --end'})
  const log = await readLog(sources, context, {groups: []})
  if (isRange) showRange(rangeOf(compiled, options, log, context), options, context)
  else {
    const at = instantMs(options.at, log.to) ?? log.lastTickAt
    const outcome = evaluateInstant(compiled, log.monitor.querier, at, {defaultStepMs: context.settings.interval})
    if (options.output === 'json') context.stdout.write(`${JSON.stringify(apiJson(outcome, at))}\n`)
    else showInstant(outcome.value, at, context)
    remark(outcome, context)
  }
  return EXIT.ok
}

function rangeOf(compiled: Compiled, options: QueryOptions, log: ReadLog, {settings}: Context): Outcome<Value> {
  const type = typeOf(compiled.expr)
  if (type !== 'vector' && type !== 'scalar')
    throw new PlugmonError(
      'bad-query',
      `invalid expression type "${type}" for range query, must be scalar or instant vector`,
    )
  const stepMs = options.step ?? settings.interval
  const start = instantMs(options.start, log.to) ?? Math.ceil(log.from / settings.interval) * settings.interval
  const end = instantMs(options.end, log.to) ?? log.lastTickAt
  const count = Math.floor((end - start) / stepMs) + 1
  if (count < 1) throw new PlugmonError('usage', '--end is before --start', {cure: 'swap them'})
  if (count > MOST_STEPS)
    throw new PlugmonError('usage', `${String(count)} values a series are too many`, {
      cure: `take a larger --step: at most ${String(MOST_STEPS)} fit`,
    })
  const axis = {start, stepMs, count}
  const {value: frame, ...remarks} = evaluateRange(compiled, log.monitor.querier, axis, {
    defaultStepMs: settings.interval,
  })
  const series = frame.labels.map((labels, row) => ({
    labels,
    points: Array.from({length: count}, (_, step) => ({
      at: start + step * stepMs,
      value: getCell(frame, row * count + step),
    })).filter(
      (point): point is Extract<Value, {type: 'matrix'}>['series'][number]['points'][number] =>
        point.value !== undefined,
    ),
  }))
  return {...remarks, value: {type: 'matrix', series: series.filter(({points}) => points.length > 0)}}
}

function showInstant(value: Value, at: number, {stdout}: Context): void {
  if (value.type === 'scalar' || value.type === 'string') {
    stdout.write(`${String(value.value)}\n`)
    return
  }
  if (value.type === 'matrix') {
    for (const {labels, points} of value.series)
      stdout.write(
        `${formatLabelSet(labels)}\n${points.map((point) => `  ${describeSample(point.value)} @ ${formatTime(point.at)}\n`).join('')}`,
      )
    return
  }
  const names = [...new Set(value.samples.flatMap(({labels}) => labels.names))].sort()
  const rows = value.samples.map(({labels, value: held}) => {
    const record = labelRecord(labels)
    return [...names.map((name) => record[name] ?? ''), describeSample(held)]
  })
  const columns = [
    ...names.map((title) => ({title, align: 'left' as const})),
    {title: 'VALUE', align: 'right' as const},
  ]
  const {plain, widthOf} = createStyle({})
  const cells = rows.map((row) => row.map(plain))
  stdout.write(`${joinTable(layoutTable(columns, cells, {widthOf})).join('\n')}\n`)
  if (rows.length === 0) stdout.write(`nothing at ${formatTime(at)}\n`)
}

function showRange(outcome: Outcome<Value>, {output}: QueryOptions, context: Context): void {
  const {stdout} = context
  remark(outcome, context)
  if (output === 'json') {
    stdout.write(`${JSON.stringify(apiJson(outcome, 0))}\n`)
    return
  }
  const {ascii, width = 100} = outputStyle(context)
  const {series} = outcome.value as Extract<Value, {type: 'matrix'}>
  const {plain, widthOf} = createStyle({ascii})
  const all = series.map(({labels, points}) => ({
    name: plain(formatLabelSet(labels)),
    values: points.map(({value}) => (typeof value === 'number' ? value : value.count)),
  }))
  if (output === 'chart') {
    for (const {name, values} of all) stdout.write(`${name}\n${chartLines(values, {width, ascii}).join('\n')}\n\n`)
    return
  }
  const titles = ['SERIES', 'DEVELOPMENT', 'MIN', 'MAX', 'LAST']
  const rows = all.map(({name, values}) => [
    name,
    sparkline(values, {ascii, width: SPARK_CELLS}),
    ...[Math.min(...values), Math.max(...values), values.at(-1)].map((value) => formatNumber(value)),
  ])
  const columns = titles.map((title, index) => ({title, align: index < 2 ? ('left' as const) : ('right' as const)}))
  stdout.write(`${joinTable(layoutTable(columns, rows, {widthOf})).join('\n')}\n`)
}

function remark({warnings, infos}: Outcome<unknown>, {stderr}: Context): void {
  for (const text of [...warnings, ...infos]) stderr.write(`${text}\n`)
}
