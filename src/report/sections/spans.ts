import {UNKNOWN} from '../../format/number.ts'
import {formatSeconds} from '../../format/seconds.ts'
import {formatWhen} from '../../format/time.ts'
import type {SpanView} from '../../figures.ts'
import type {Snapshot} from '../../snapshot.ts'
import {instanceText} from '../instance-text.ts'
import {figure, section, text, type Section} from '../section.ts'
import {windowText} from '../window-text.ts'

/** Spans that are listed of either kind. */
const LIMIT = 10

/** The slowest loads, slowest first. */
export function slowestSection(snapshot: Snapshot): Section {
  const {slowest, at, window} = snapshot
  const instance = instanceText(snapshot)
  return section(
    `Slowest loads${windowText(window)}`,
    [text('START'), figure('TOOK'), ...WHOSE, text('ENDED', true)],
    slowest,
    LIMIT,
    (span) => [
      formatWhen(span.start, at),
      formatSeconds(span.duration),
      ...whose(span, instance),
      span.status === 'error' ? {text: `✗ ${span.message ?? 'error'}`, tone: 'bad'} : (span.status ?? UNKNOWN),
    ],
  )
}

/** What had begun and not ended, oldest first. */
export function unfinishedSection(snapshot: Snapshot): Section {
  const {unfinished, unfinishedTotal, at} = snapshot
  const instance = instanceText(snapshot)
  const shown = section('Unfinished', [text('START'), figure('FOR'), ...WHOSE], unfinished, LIMIT, (span) => [
    formatWhen(span.start, at),
    {text: formatSeconds((at - span.start) / 1000), tone: 'warn'},
    ...whose(span, instance),
  ])
  return {...shown, more: unfinishedTotal - shown.rows.length}
}

const WHOSE = [text('SPAN'), text('PLUGIN', true), text('INSTANCE', true), text('TRACE')]

function whose(span: SpanView, instance: (name: string) => string): string[] {
  return [span.name, span.pluginName ?? UNKNOWN, instance(span.instance), span.traceId]
}
