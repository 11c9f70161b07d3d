import type {ScannerMemory} from './scanner-memory.ts'

/** Flags of a text's end or a label's length: it has escapes, it is not all ASCII. */
export const ESCAPED = 1 << 31
const WIDE = 1 << 30
const OBJECT = 1 << 29
const VALUE = OBJECT - 1

/** The text in the bytes of a JSON string; the flags are in the top bits of `end`. */
export function textOf(bytes: Buffer, begin: number, end: number): string {
  const text = rawTextOf(bytes, begin, end)
  return (end & ESCAPED) === 0 ? text : (JSON.parse(`"${text}"`) as string)
}

/** The same as it is written, whatever it has escapes for. */
export function rawTextOf(bytes: Buffer, begin: number, end: number): string {
  return bytes.toString((end & (ESCAPED | WIDE)) === 0 ? 'latin1' : 'utf8', begin, end & VALUE)
}

/** The label with an id; undefined for the labels of a metric, which `labelObject` gives. */
export function labelText(memory: ScannerMemory, id: number): string | undefined {
  const [begin, length] = entryOf(memory, id)
  return (length & OBJECT) === 0 ? textOf(memory.bytes, begin, begin + length) : undefined
}

/** The object of JSON that an id of a metric's labels stands for. */
export function labelObject(memory: ScannerMemory, id: number): unknown {
  const [begin, length] = entryOf(memory, id)
  return JSON.parse(memory.bytes.toString('utf8', begin, begin + (length & VALUE)))
}

/** Where a label's bytes lie, and their number with its flags. */
function entryOf({words, program}: ScannerMemory, id: number): [number, number] {
  const entry = (program.entriesAddress() >> 2) + id * 8
  return [words[entry + 4]!, words[entry + 5]!]
}
