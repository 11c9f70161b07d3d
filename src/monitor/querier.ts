import type {History} from '../metrics/history.ts'
import type {Matcher} from '../promql/ast.ts'
import {METRIC_NAME, type Labels} from '../promql/labels.ts'
import {createMatcher} from '../promql/matcher.ts'
import type {Querier, Series} from '../promql/querier.ts'
import {createRestLog, type RestLog} from './rest-log.ts'
import type {RuleSeries} from './rule-series.ts'
import {createSampledSeries, labelsOf, refresh, type SampledSeries} from './sampled-series.ts'

/** What matched a selector, good for as long as no series came or went. */
interface Answer {
  readonly version: string
  readonly accepts: (labels: Labels) => boolean
  /** How many sampled series were looked at: new ones come behind them. */
  readonly looked: number
  readonly sampled: readonly SampledSeries[]
  /** The sampled ones, then the written ones: the same list for as long as they are the same. */
  readonly series: readonly Series[]
  readonly rest: RestLog
}

/** Lets PromQL read what was sampled at the ticks and what rules have written. */
export function createQuerier(history: History, written: RuleSeries): Querier {
  const answers = new WeakMap<readonly Matcher[], Answer>()

  /** What has matched once matches for good, so only series that are new are looked at. */
  function find(matchers: readonly Matcher[], version: string, before: Answer | undefined): Answer {
    const accepts = before?.accepts ?? createMatcher(matchers)
    const name = matchers.find((matcher) => matcher.name === METRIC_NAME && matcher.op === '=')?.value
    const candidates = history.select(name)
    const fresh = candidates.slice(before?.looked).filter((series) => accepts(labelsOf(series)))
    const sampled = [...(before?.sampled ?? []), ...fresh.map(createSampledSeries)]
    const recorded = written.select(name).filter(({labels}) => accepts(labels))
    const isSame = fresh.length === 0 && before !== undefined && isTail(recorded, before.series, sampled.length)
    const series = isSame ? before.series : [...sampled, ...recorded]
    const rest = before?.rest ?? createRestLog(history, name)
    rest.add(fresh)
    return {version, accepts, looked: candidates.length, sampled, series, rest}
  }

  function answerTo(matchers: readonly Matcher[]): Answer {
    const version = `${String(history.version)} ${String(written.version)}`
    let answer = answers.get(matchers)
    if (answer?.version !== version) {
      answer = find(matchers, version, answer)
      answers.set(matchers, answer)
    }
    return answer
  }

  return {
    select(matchers, minMs, maxMs) {
      const {sampled, series} = answerTo(matchers)
      const tick = history.tickCount
      for (const each of sampled) refresh(each, tick, minMs, maxMs)
      return series
    },
    selectMoving(matchers, minMs, maxMs) {
      const {sampled, series, rest} = answerTo(matchers)
      const tick = history.tickCount
      const rests = rest.during(minMs, maxMs)
      for (let index = 0; index < sampled.length; index++) {
        if (!rests(index)) refresh(sampled[index]!, tick, minMs, maxMs)
      }
      return {series, rests}
    },
  }
}

function isTail(tail: readonly Series[], list: readonly Series[], start: number): boolean {
  return list.length === start + tail.length && tail.every((series, index) => series === list[start + index])
}
