import {LINE_CAP_BYTES} from '../line-blocks.ts'

/** The name that an event gets which was cut because it was longer than the cap. */
export const CUT_EVENT = 'plugmon-cut'

const ENDS_OF_EVENT = [Buffer.from('\n\n'), Buffer.from('\r\n\r\n'), Buffer.from('\r\r')]

/** Bytes of the chunk before in which an end of event, or a retry field, may begin. */
const SEAM_BYTES = 24

/** A field of its own line: within data there is no line end before it. */
const RETRY = /[\r\n]retry: ?(\d{1,9})(?=[\r\n])/g

/**
 * Stands between the socket and the parser, which neither bounds an event nor tells the reconnection time that it was given.
 * An event over LINE_CAP_BYTES is cut and renamed CUT_EVENT; `onRetry` hears the server's `retry:` in milliseconds.
 */
export function createStreamGuard(onRetry: (retryMs: number) => void): (chunk: Buffer) => Buffer {
  let seam = Buffer.from('\n')
  let openBytes = 0
  let isCutting = false
  return (chunk) => {
    const before = seam
    seam = Buffer.concat([before, chunk.subarray(-SEAM_BYTES)]).subarray(-SEAM_BYTES)
    const joint = Buffer.concat([before, chunk.subarray(0, SEAM_BYTES)])
    if (joint.includes('retry:') || chunk.includes('retry:')) {
      const text = before.toString('latin1') + chunk.toString('latin1')
      for (const [, retryMs] of text.matchAll(RETRY)) onRetry(Number(retryMs))
    }
    const ends = eventEnds(before.subarray(-3), chunk)
    if (ends === undefined) {
      if (isCutting) return Buffer.alloc(0)
      openBytes += chunk.length
      isCutting = openBytes > LINE_CAP_BYTES
      return chunk
    }
    openBytes = chunk.length - ends.last
    if (!isCutting) return chunk
    isCutting = false
    return Buffer.concat([Buffer.from(`\nevent: ${CUT_EVENT}\n\n`), chunk.subarray(ends.first)])
  }
}

/** Where in the chunk the first and the last event end; `before` are the three bytes before it. */
function eventEnds(before: Buffer, chunk: Buffer): {readonly first: number; readonly last: number} | undefined {
  const joint = Buffer.concat([before, chunk.subarray(0, 3)])
  let first = Infinity
  let last = 0
  for (const mark of ENDS_OF_EVENT) {
    const inJoint = joint.indexOf(mark) + mark.length - before.length
    if (joint.includes(mark) && inJoint > 0) {
      first = Math.min(first, inJoint)
      last = Math.max(last, inJoint)
    }
    const at = chunk.indexOf(mark)
    if (at === -1) continue
    first = Math.min(first, at + mark.length)
    last = Math.max(last, chunk.lastIndexOf(mark) + mark.length)
  }
  return last === 0 ? undefined : {first, last}
}
