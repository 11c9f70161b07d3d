import {CUT_EVENT} from './stream-guard.ts'
import type {StreamMessage} from './connect.ts'
import type {Outbox} from './outbox.ts'
import type {Sequence} from './sequence.ts'

/** Takes one message of a stream into the outbox as a line; what the stream repeats or skips is known by its ids. */
export function takeMessage(message: StreamMessage, sequence: Sequence, outbox: Outbox, place: string): void {
  const {type, data, lastEventId} = message
  if (type === CUT_EVENT) {
    outbox.say({kind: 'note', note: 'line-too-long', text: 'an event over 1 MiB was left out', place})
    return
  }
  const isGap = type === 'gap' || (type === 'message' && data.includes('"gap"'))
  if (isGap) sequence.explain(lostIn(data))
  if (isGap || type === 'hello') sequence.pass(lastEventId)
  else if (lastEventId !== '') {
    const missing = sequence.take(lastEventId)
    if (missing === 'repeat') return
    if (missing > 0) outbox.drop(missing)
  }
  // Several data lines are one JSON text, in which a line end is as good as a space.
  outbox.line(data.includes('\n') ? data.replaceAll('\n', ' ') : data, type)
}

/** How many events a `gap` says are lost; 0 for anything else, which the decoder then counts as it is. */
function lostIn(data: string): number {
  try {
    const {type, lost} = JSON.parse(data) as {readonly type?: unknown; readonly lost?: unknown}
    return type === 'gap' && typeof lost === 'number' && lost > 0 ? lost : 0
  } catch {
    return 0
  }
}
