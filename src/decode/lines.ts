const NEWLINE = 10
const RETURN = 13
const BRACE = 123
/** A line of plain text is cut there: patterns see no more of it, and a screen shows less. JSON is read whole. */
const MAX_TEXT_BYTES = 65_536

const strict = new TextDecoder('utf-8', {fatal: true})

function isValidUtf8(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes)
    return true
  } catch {
    return false
  }
}

/** Space, tab, or the carriage return of a line end. */
function isBlank(byte: number | undefined): boolean {
  return byte === 32 || byte === 9 || byte === RETURN
}

/**
 * Gives the number of lines, and calls `take` with every line of a block that is not blank: its text without line end and byte order mark, its number counted from
 * `first`, and whether its bytes are broken UTF-8 (the text then has U+FFFD for them). The last line may lack its newline.
 */
export function splitLines(
  bytes: Uint8Array,
  first: number,
  take: (source: string, line: number, isBroken: boolean) => void,
): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let line = first
  for (let begin = 0; begin < buffer.length; line++) {
    const newline = buffer.indexOf(NEWLINE, begin)
    const next = newline < 0 ? buffer.length : newline + 1
    let end = newline < 0 ? next : newline
    if (buffer[begin] === 0xef && buffer[begin + 1] === 0xbb && buffer[begin + 2] === 0xbf) begin += 3
    let content = begin
    while (content < end && isBlank(buffer[content])) content++
    if (content < end) {
      while (buffer[end - 1] === RETURN) end--
      if (buffer[content] !== BRACE) end = Math.min(end, begin + MAX_TEXT_BYTES)
      const source = buffer.toString('utf8', begin, end)
      take(source, line, source.includes('\ufffd') && !isValidUtf8(buffer.subarray(begin, end)))
    }
    begin = next
  }
  return line - first
}
