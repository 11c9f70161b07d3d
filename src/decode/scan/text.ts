import type {ScannerMemory} from './scanner-memory.ts'

/** Flags of a text's end or a label's length: it has escapes, it is not all ASCII. */
const ESCAPED = 1 << 31
const WIDE = 1 << 30
const VALUE = WIDE - 1

/** The text in the bytes of a JSON string; the flags are in the top bits of `end`. */
export function textOf(bytes: Buffer, begin: number, end: number): string {
  const to = end & VALUE
  if ((end & (ESCAPED | WIDE)) === 0) return bytes.toString('latin1', begin, to)
  const text = bytes.toString('utf8', begin, to)
  return (end & ESCAPED) === 0 ? text : (JSON.parse(`"${text}"`) as string)
}

/** The label with an id. */
export function labelText({bytes, words, program}: ScannerMemory, id: number): string {
  const entry = (program.directoryAddress() >> 2) + id * 2
  const begin = words[entry]!
  return textOf(bytes, begin, begin + words[entry + 1]!)
}
