import {quote} from '../../promql/quote.ts'
import {goType, type GoValue} from './go-value.ts'

/** The float of a number, or of a text that holds one: `ConvertToFloat` of prometheus/common. Throws its message. */
export function toFloat(value: GoValue): number {
  switch (typeof value) {
    case 'number':
      return value
    case 'bigint':
      return Number(value)
    case 'string':
      return parseFloatText(value)
    default:
      throw new Error(`can't convert ${goType(value)} to float`)
  }
}

/** Go's strconv.ParseFloat: decimal and hexadecimal floats, inf, infinity and nan in any case. */
function parseFloatText(text: string): number {
  const special = /^([+-]?)(inf|infinity|nan)$/i.exec(text)
  if (special) return special[2]!.toLowerCase() === 'nan' ? NaN : special[1] === '-' ? -Infinity : Infinity
  const hex = /^([+-]?)0x([\da-f]*)\.?([\da-f]*)p([+-]?\d+)$/i.exec(text)
  if (hex && hex[2]! + hex[3]! !== '') {
    const size = parseInt(hex[2]! + hex[3]!, 16) * 2 ** (Number(hex[4]) - 4 * hex[3]!.length)
    return hex[1] === '-' ? -size : size
  }
  const plain = text.replace(/(?<=\d)_(?=\d)/g, '')
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(plain)) throw problem(text, 'invalid syntax')
  const number = Number(plain)
  if (!Number.isFinite(number)) throw problem(text, 'value out of range')
  return number
}

function problem(text: string, why: string): Error {
  return new Error(`strconv.ParseFloat: parsing ${quote(text)}: ${why}`)
}
