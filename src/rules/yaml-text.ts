import {PlugmonError} from '../errors.ts'

/**
 * The text of a YAML file: UTF-8, or UTF-16 where a byte order mark says so, without the mark.
 * @throws PlugmonError `bad-rule` with the place of the first bytes that are no character, in the words of Prometheus' reader.
 */
export function yamlText(bytes: Uint8Array, file: string): string {
  const encoding = encodingOf(bytes)
  try {
    return new TextDecoder(encoding, {fatal: true}).decode(bytes)
  } catch {
    const {before, message} = encoding === 'utf-8' ? faultOfUtf8(bytes) : faultOfUtf16(bytes, encoding)
    const lines = before.split('\n')
    throw new PlugmonError('bad-rule', `yaml: ${message}`, {
      where: {file, line: lines.length, column: lines.at(-1)!.length + 1},
      cure: 'save the file as UTF-8',
    })
  }
}

function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

/** How many bytes the character that begins with a byte has, and the least code that needs them; 0 where none begins so. */
function formOf(lead: number): {readonly length: number; readonly least: number; readonly bits: number} {
  if (lead < 0x80) return {length: 1, least: 0, bits: lead}
  if ((lead & 0xe0) === 0xc0) return {length: 2, least: 0x80, bits: lead & 0x1f}
  if ((lead & 0xf0) === 0xe0) return {length: 3, least: 0x800, bits: lead & 0x0f}
  if ((lead & 0xf8) === 0xf0) return {length: 4, least: 0x10000, bits: lead & 0x07}
  return {length: 0, least: 0, bits: 0}
}

/** What is wrong, and the text that stands before it. */
interface Fault {
  readonly before: string
  readonly message: string
}

function faultOfUtf16(bytes: Uint8Array, encoding: string): Fault {
  // What is no character reads as U+FFFD.
  const text = new TextDecoder(encoding).decode(bytes)
  return {before: text.slice(0, text.indexOf('\ufffd')), message: 'incomplete UTF-16'}
}

/** Walks bytes that are not UTF-8 to the first that are to blame. */
function faultOfUtf8(bytes: Uint8Array): Fault {
  let at = 0
  const fault = (message: string): Fault => ({before: new TextDecoder().decode(bytes.subarray(0, at)), message})
  for (;;) {
    const {length, least, bits} = formOf(bytes[at]!)
    if (length === 0) return fault('invalid leading UTF-8 octet')
    if (at + length > bytes.length) return fault('incomplete UTF-8 octet sequence')
    let code = bits
    for (const octet of bytes.subarray(at + 1, at + length)) {
      if ((octet & 0xc0) !== 0x80) return fault('invalid trailing UTF-8 octet')
      code = (code << 6) | (octet & 0x3f)
    }
    if (code < least) return fault('invalid length of a UTF-8 sequence')
    if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) return fault('invalid Unicode character')
    at += length
  }
}
