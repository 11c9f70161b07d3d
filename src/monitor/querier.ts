import type {History} from '../metrics/history.ts'
import type {Matcher} from '../promql/ast.ts'
import {type Labels} from '../promql/labels.ts'
import {createMatcher, metricNameIn} from '../promql/matcher.ts'
import type {Querier, Series} from '../promql/querier.ts'
import {createChangeLog, type ChangeLog} from './change-log.ts'
import type {RuleSeries} from './rule-series.ts'
import {createSampledSeries, labelsOf, refresh, type SampledSeries} from './sampled-series.ts'
import {createSelectorFeed, type SelectorFeed} from './selector-feed.ts'

/** What matched a selector, good for as long as no series came or went. */
interface Answer {
  readonly version: number
  readonly writtenVersion: number
  readonly accepts: (labels: Labels) => boolean
  /** How many sampled series were looked at: new ones come behind them. */
  readonly looked: number
  readonly sampled: readonly SampledSeries[]
  /** The sampled ones, then the written ones: the same list for as long as they are the same. */
  readonly series: readonly Series[]
}

/** A feed, and whether it shows all that matches: what rules have written is not followed. */
interface Followed {
  readonly feed: SelectorFeed
  readonly matchesWritten: () => boolean
}

/** Lets PromQL read what was sampled at the ticks and what rules have written. */
export function createQuerier(history: History, written: RuleSeries): Querier {
  const answers = new WeakMap<readonly Matcher[], Answer>()
  const feeds = new WeakMap<readonly Matcher[], Followed>()
  const logs = new Map<string | undefined, ChangeLog>()

  /** What has matched once matches for good, so only series that are new are looked at. */
  function find(matchers: readonly Matcher[], before: Answer | undefined): Answer {
    const accepts = before?.accepts ?? createMatcher(matchers)
    const name = metricNameIn(matchers)
    const candidates = history.select(name)
    const fresh = candidates.slice(before?.looked).filter((series) => accepts(labelsOf(series)))
    const sampled = [...(before?.sampled ?? []), ...fresh.map(createSampledSeries)]
    const recorded = written.select(name).filter(({labels}) => accepts(labels))
    const isSame = fresh.length === 0 && before !== undefined && isTail(recorded, before.series, sampled.length)
    const series = isSame ? before.series : [...sampled, ...recorded]
    const {version} = history
    return {version, writtenVersion: written.version, accepts, looked: candidates.length, sampled, series}
  }

  function answerTo(matchers: readonly Matcher[]): Answer {
    written.catchUp(metricNameIn(matchers))
    let answer = answers.get(matchers)
    if (answer?.version !== history.version || answer.writtenVersion !== written.version) {
      answer = find(matchers, answer)
      answers.set(matchers, answer)
    }
    return answer
  }

  function followedBy(matchers: readonly Matcher[]): Followed {
    const known = feeds.get(matchers)
    if (known !== undefined) return known
    const name = metricNameIn(matchers)
    const accepts = createMatcher(matchers)
    const log = logs.get(name) ?? createChangeLog(history, name)
    logs.set(name, log)
    let version = NaN
    let matches = false
    const made = {
      feed: createSelectorFeed(history, log, name, accepts),
      matchesWritten() {
        written.catchUp(name)
        if (version !== written.version) matches = written.select(name).some(({labels}) => accepts(labels))
        version = written.version
        return matches
      },
    }
    feeds.set(matchers, made)
    return made
  }

  return {
    select(matchers, minMs, maxMs) {
      const {sampled, series} = answerTo(matchers)
      const tick = history.tickCount
      for (const each of sampled) refresh(each, tick, minMs, maxMs)
      return series
    },
    follow(matchers, at, reachMs) {
      if (at !== history.lastTickAt) return undefined
      const {feed, matchesWritten} = followedBy(matchers)
      if (matchesWritten()) return undefined
      feed.update(reachMs)
      return feed
    },
  }
}

function isTail(tail: readonly Series[], list: readonly Series[], start: number): boolean {
  return list.length === start + tail.length && tail.every((series, index) => series === list[start + index])
}
