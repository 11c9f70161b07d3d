import {formatWhen} from '../../format/time.ts'
import type {Mark, Snapshot} from '../../snapshot.ts'
import {instanceText} from '../instance-text.ts'
import {section, text, type Cell, type Section} from '../section.ts'

/** Marks that are listed, the newest; the JSON has them all. */
const LIMIT = 20

const KINDS = {
  critical: {text: '✱ CRITICAL', tone: 'bad'},
  restart: {text: '↻ restart', tone: 'warn'},
  gap: {text: '… gap', tone: 'warn'},
  epoch: {text: '↻ clock', tone: 'warn'},
  bye: {text: '● stop', tone: undefined},
  rules: {text: '§ rules', tone: undefined},
} as const satisfies Record<Mark['kind'], Cell>

/** CRITICAL lines, restarts, gaps and jumps of the clock, newest first. */
export function markSection(snapshot: Snapshot): Section {
  const {marks, at} = snapshot
  const instance = instanceText(snapshot)
  return section(
    'Marks',
    [text('AT'), text('WHAT'), text('INSTANCE', true), text('TEXT', true)],
    marks.toReversed(),
    LIMIT,
    (mark) => [formatWhen(mark.at, at), KINDS[mark.kind], instance(mark.instance), mark.text],
  )
}
