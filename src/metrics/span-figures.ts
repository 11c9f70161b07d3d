import type {HostRecord} from './host-record.ts'
import type {SpanView} from '../figures.ts'

/** Unfinished spans that a view shows; their number is told beside. */
const UNFINISHED_SHOWN = 100

/** The unfinished spans of all instances, oldest first. */
export function unfinishedFigures(hosts: readonly HostRecord[]): SpanView[] {
  return hosts
    .flatMap(({instance, spans}) =>
      [...firstOf(spans.unfinished.values(), UNFINISHED_SHOWN)].map((span) => ({instance, span})),
    )
    .sort((a, b) => a.span.time - b.span.time)
    .slice(0, UNFINISHED_SHOWN)
    .map(({instance, span}) => {
      const {name, pluginName, traceId, spanId, time} = span
      return {name, pluginName: pluginName === '' ? undefined : pluginName, instance, traceId, spanId, start: time}
    })
}

function* firstOf<T>(values: Iterable<T>, most: number): Iterable<T> {
  let left = most
  for (const value of values) {
    if (left-- === 0) return
    yield value
  }
}
