const LF = 10
const CR = 13

/**
 * Makes every line end of a stream one LF, for a stream may end its lines with LF, CRLF or CR. A chunk without CR, as nearly all are,
 * passes as it is; another is rewritten in place.
 */
export function createLineEndUnifier(): (chunk: Buffer) => Buffer {
  let isAfterReturn = false
  return (chunk) => {
    const firstReturn = chunk.indexOf(CR)
    const from = isAfterReturn && chunk[0] === LF ? 1 : 0
    if (chunk.length > 0) isAfterReturn = chunk[chunk.length - 1] === CR
    if (firstReturn === -1) return from === 0 ? chunk : chunk.subarray(from)
    let to = firstReturn
    let wasReturn = false
    for (let at = firstReturn; at < chunk.length; at++) {
      const byte = chunk[at]!
      if (!(wasReturn && byte === LF)) chunk[to++] = byte === CR ? LF : byte
      wasReturn = byte === CR
    }
    return chunk.subarray(from, to)
  }
}
