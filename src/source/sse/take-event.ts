import type {StreamEvent} from './event-reader.ts'
import type {Outbox} from './outbox.ts'
import type {Sequence} from './sequence.ts'

/** Takes one event of a stream into the outbox as a line; what the stream repeats or skips is known by its ids. */
export function takeEvent(event: StreamEvent, sequence: Sequence, outbox: Outbox): void {
  const {type, id, bytes, from, to} = event
  if (type === 'gap' || (type === 'message' && bytes.subarray(from, to).includes('"gap"'))) {
    takeGap(event, sequence, outbox)
    return
  }
  if (type === 'hello') sequence.pass(id)
  else if (id !== '') {
    const missing = sequence.take(id)
    if (missing === 'repeat') return
    if (missing > 0) outbox.drop(missing)
  }
  outbox.line(bytes, from, to, type)
}

/** Tells of a loss once, although a host tells it again when the connection was cut before what is lost was passed. */
function takeGap({type, id, bytes, from, to}: StreamEvent, sequence: Sequence, outbox: Outbox): void {
  const gap = readGap(bytes.toString('utf8', from, to))
  const news = gap === undefined ? 0 : sequence.explain(gap.lost, id)
  sequence.pass(id)
  if (gap === undefined || news === gap.lost) outbox.line(bytes, from, to, type)
  else if (news > 0) {
    const line = Buffer.from(JSON.stringify({...gap, lost: news}))
    outbox.line(line, 0, line.length, type)
  }
}

/** Undefined for anything but a gap that says how many events are lost, which the decoder then takes as it is. */
function readGap(text: string): {readonly lost: number} | undefined {
  try {
    const gap = JSON.parse(text) as {readonly type?: unknown; readonly lost?: unknown}
    return gap.type === 'gap' && typeof gap.lost === 'number' && gap.lost > 0 ? {...gap, lost: gap.lost} : undefined
  } catch {
    return undefined
  }
}
