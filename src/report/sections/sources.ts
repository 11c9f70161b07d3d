import {formatCount, UNKNOWN} from '../../format/number.ts'
import {droppedWord} from '../dropped-word.ts'
import {byText, ordered} from '../order.ts'
import type {Snapshot, SourceView} from '../../snapshot.ts'
import {figure, section, text, type Cell, type Section} from '../section.ts'

/** Rejected lines that are shown, the newest. */
const REJECT_LIMIT = 5

/** Every source with what could not be taken from it. */
export function sourceSection({sources}: Snapshot): Section {
  return section(
    'Sources',
    [
      text('SOURCE', true),
      text('KIND'),
      text('INSTANCE', true),
      ...['EVENTS', 'REJECTED', 'LATE', 'DROPPED', 'GAPS', 'RESTARTS'].map(figure),
      text('STATE', true),
    ],
    sources,
    Infinity,
    (source) => [
      source.name,
      source.kind,
      source.instance,
      formatCount(source.events),
      ...[source.rejected, source.late, source.dropped, source.gaps, source.restarts].map(lossCell),
      [source.state, source.text, countsText(source.rejectedByReason), countsText(source.notes), shedText(source)]
        .filter(Boolean)
        .join(', '),
    ],
  )
}

/** The newest lines that were not taken, with their place. */
export function rejectSection({rejects}: Snapshot): Section {
  return section(
    'Rejected lines',
    [text('PLACE'), text('REASON'), text('WHAT', true), text('LINE', true)],
    rejects.toReversed(),
    REJECT_LIMIT,
    (reject) => [
      reject.line > 0 ? `${reject.source}:${String(reject.line)}` : reject.source,
      reject.reason,
      {text: reject.detail, tone: 'warn'},
      {text: reject.text, tone: 'dim'},
    ],
  )
}

/** The rules that failed at their last evaluation. */
export function ruleSection({rules}: Snapshot): Section {
  const failed = rules.filter(({health}) => health === 'err')
  return section('Rules that failed', [text('GROUP'), text('RULE'), text('ERROR', true)], failed, Infinity, (rule) => [
    rule.group,
    rule.name,
    {text: rule.error ?? UNKNOWN, tone: 'bad'},
  ])
}

function lossCell(count: number): Cell {
  return {text: formatCount(count), tone: count > 0 ? 'warn' : undefined}
}

function countsText(counts: Readonly<Record<string, number>>): string {
  return ordered(Object.entries(counts), byText(0))
    .map(([reason, count]) => `${formatCount(count)} ${reason}`)
    .join(', ')
}

function shedText({dropped, droppedByLevel}: SourceView): string {
  return Object.keys(droppedByLevel).length === 0 ? '' : `${formatCount(dropped)} ${droppedWord(droppedByLevel)}`
}
