import type {HostRecord} from './host-record.ts'
import type {SpanView} from '../figures.ts'
import type {SlowLoad} from './slowest.ts'
import type {UnfinishedSpan} from './spans.ts'

/** Unfinished spans that a view shows; their number is told beside. */
const UNFINISHED_SHOWN = 100

/** The plugin that an unfinished span works on, as far as it has said. */
export function pluginNameOf({tags}: UnfinishedSpan): string | undefined {
  const name = tags?.['plugin_name']
  return typeof name === 'string' && name !== '' ? name : undefined
}

/** The unfinished spans of all instances, oldest first. */
export function unfinishedFigures(hosts: readonly HostRecord[]): SpanView[] {
  return hosts
    .flatMap(({instance, spans}) =>
      [...firstOf(spans.unfinished.values(), UNFINISHED_SHOWN)].map((span) => ({instance, span})),
    )
    .sort((a, b) => a.span.event.time - b.span.event.time)
    .slice(0, UNFINISHED_SHOWN)
    .map(({instance, span}) => {
      const {name, traceId, spanId, time} = span.event
      return {name, pluginName: pluginNameOf(span), instance, traceId, spanId, start: time}
    })
}

/** A finished load. */
export function slowFigures({instance, pluginName, event}: SlowLoad): SpanView {
  const {name, traceId, spanId, start, durationMs, status, message} = event
  return {name, pluginName, instance, traceId, spanId, start, duration: durationMs / 1000, status, message}
}

function* firstOf<T>(values: Iterable<T>, most: number): Iterable<T> {
  let left = most
  for (const value of values) {
    if (left-- === 0) return
    yield value
  }
}
