import {parseIsoTime} from '../time/iso.ts'
import {logTime} from '../time/log-time.ts'
import {UTC, type UtcOffset} from '../time/zone.ts'
import type {Stream} from '../line-context.ts'

/** A line of a program inside of a line of what runs it. */
export interface Envelope {
  /** NaN where the envelope has no time. */
  readonly time: number
  readonly stream: Stream
  readonly payload: string
  /** The program's line ends here; otherwise the rest comes with the next envelope of this stream. */
  readonly isLast: boolean
}

/** The stream of a program that a runtime's record names. */
function streamOf(name: unknown): Stream {
  return name === 'stdout' || name === 'stderr' ? name : 'main'
}

const CRI = /^(\S{20,40}) (stdout|stderr) ([FP])(?::\S*)?(?: (.*))?$/s

/** Kubernetes' log line: `TIME stdout F text`, with P for a part of a line. */
export function readCri(text: string): Envelope | undefined {
  // Its time has a T and never a space: what looks otherwise is told apart without the pattern.
  if ((text.charCodeAt(10) | 32) !== 116 || text.charCodeAt(13) !== 58) return undefined
  const match = CRI.exec(text)
  const time = match === null ? NaN : parseIsoTime(match[1]!)
  if (match === null || Number.isNaN(time)) return undefined
  return {time, stream: streamOf(match[2]), payload: match[4] ?? '', isLast: match[3] === 'F'}
}

/** Docker's json-file: `log` ends with a newline unless it is a part of a line. */
export function readDocker(object: Readonly<Record<string, unknown>>): Envelope | undefined {
  const {log, stream, time} = object
  if (typeof log !== 'string' || typeof time !== 'string' || typeof stream !== 'string') return undefined
  const isLast = log.endsWith('\n')
  return {time: logTime(time, UTC), stream: streamOf(stream), payload: isLast ? log.slice(0, -1) : log, isLast}
}

/** A journal entry whose message is itself a line of JSON. */
export function readJournal(object: Readonly<Record<string, unknown>>, zone: UtcOffset): Envelope | undefined {
  const message = object['MESSAGE']
  if (typeof message !== 'string' || !message.startsWith('{')) return undefined
  return {time: logTime(object['__REALTIME_TIMESTAMP'], zone), stream: 'main', payload: message, isLast: true}
}
