import {quote} from '../../promql/quote.ts'
import {scanString} from '../../promql/scan-string.ts'
import {toFloat} from './convert.ts'

/** The largest that Go reads at all; that it does not fit an int shows only where it is used. */
const UINT_MAX = 2n ** 64n - 1n
const INT_MIN = -(2n ** 63n)

/** A number or character literal of Go: an int is a bigint, a float a number. `problem` is Go's message. */
export function parseNumber(text: string): {readonly value: bigint | number} | {readonly problem: string} {
  if (text.startsWith("'")) return parseCharacter(text)
  const integer = parseInteger(text)
  if (integer !== undefined && integer <= UINT_MAX && integer >= INT_MIN) return {value: integer}
  if (!/[.ep]/i.test(text)) return {problem: `integer overflow: ${quote(text)}`}
  try {
    return {value: toFloat(text)}
  } catch {
    return {problem: `illegal number syntax: ${quote(text)}`}
  }
}

/** A whole number in any of Go's bases; a leading 0 means octal. */
function parseInteger(text: string): bigint | undefined {
  const match = /^([+-]?)(0x[\da-f_]+|0o[0-7_]+|0b[01_]+|0[0-7_]*|[1-9][\d_]*)$/i.exec(text)
  if (match === null) return undefined
  const digits = match[2]!.replaceAll('_', '').toLowerCase()
  const size = BigInt(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits)
  return match[1] === '-' ? -size : size
}

function parseCharacter(text: string): {readonly value: bigint} | {readonly problem: string} {
  const scan = scanString(text, 0)
  if ('problem' in scan) return {problem: 'invalid syntax'}
  const characters = [...scan.value]
  if (characters.length !== 1) return {problem: `malformed character constant: ${text}`}
  return {value: BigInt(characters[0]!.codePointAt(0)!)}
}
