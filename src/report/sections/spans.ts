import {UNKNOWN} from '../../format/number.ts'
import {formatSeconds} from '../../format/seconds.ts'
import {formatWhen} from '../../format/time.ts'
import type {Snapshot, SpanView} from '../../snapshot.ts'
import {figure, section, text, type Section} from '../section.ts'

/** Spans that are listed of either kind. */
const LIMIT = 10

/** The slowest loads, slowest first. */
export function slowestSection({slowest, at}: Snapshot): Section {
  return section(
    'Slowest loads',
    [text('START'), figure('TOOK'), ...WHOSE, text('ENDED', true)],
    slowest,
    LIMIT,
    (span) => [
      formatWhen(span.start, at),
      formatSeconds(span.duration),
      ...whose(span),
      span.status === 'error' ? {text: `✗ ${span.message ?? 'error'}`, tone: 'bad'} : (span.status ?? UNKNOWN),
    ],
  )
}

/** What had begun and not ended, oldest first. */
export function unfinishedSection({unfinished, unfinishedTotal, at}: Snapshot): Section {
  const shown = section('Unfinished', [text('START'), figure('FOR'), ...WHOSE], unfinished, LIMIT, (span) => [
    formatWhen(span.start, at),
    {text: formatSeconds((at - span.start) / 1000), tone: 'warn'},
    ...whose(span),
  ])
  return {...shown, more: unfinishedTotal - shown.rows.length}
}

const WHOSE = [text('SPAN'), text('PLUGIN', true), text('INSTANCE', true), text('TRACE')]

function whose({name, pluginName, instance, traceId}: SpanView): string[] {
  return [name, pluginName ?? UNKNOWN, instance, traceId]
}
