import {quote} from './quote.ts'

/** Where a number literal ends, and whether it is one: a bad one ends behind the character that spoils it. */
export interface NumberScan {
  readonly end: number
  readonly ok: boolean
}

/** A dot or an underscore must not be followed by these, an exponent neither. */
const SPOILERS: Readonly<Record<string, string>> = {'.': '_.', _: '._eE', e: '._eE', E: '._eE'}

/** Scans a number as Prometheus' lexer does: decimal with a fraction, an exponent and underscores, or hexadecimal. */
export function scanNumber(text: string, start: number): NumberScan {
  const isHex = /0[xX]/y
  isHex.lastIndex = start
  const hex = isHex.test(text)
  let at = hex ? start + 2 : start
  if (hex && text[at] === '_') at++
  const digit = hex ? /[0-9a-fA-F]/ : /[0-9]/
  let dots = text[at] === '.' && at === start ? -1 : 0
  let exponents = 0
  for (; at < text.length; at++) {
    const character = text[at]!
    if (digit.test(character)) continue
    if (!'._eE'.includes(character)) break
    if (character === '.') dots++
    else if (character !== '_') exponents++
    if (dots > 1 || exponents > 1 || (hex && character === '.')) return {end: at + 1, ok: false}
    if (character !== '.' && character !== '_' && '+-'.includes(text[at + 1] ?? ' ')) at++
    const next = text[at + 1] ?? ''
    if (next !== '' && SPOILERS[character]!.includes(next)) return {end: at + 2, ok: false}
    if (next === '' && character !== '.') return {end: at + 1, ok: false}
  }
  return {end: at, ok: at > start && !/[a-zA-Z0-9_]/.test(text[at] ?? '')}
}

/** Int64's largest: a bigger integer is read as a float, which a hexadecimal one cannot be. */
const MAX_INTEGER = 2n ** 63n - 1n

/** The value of a scanned number, or Go's message about it. A leading 0 means octal where all digits allow it. */
export function numberValue(text: string): number | string {
  const word = text.toLowerCase()
  if (word === 'inf') return Infinity
  if (word === 'nan') return NaN
  const plain = word.replaceAll('_', '')
  if (plain.startsWith('0x')) {
    const value = plain.length > 2 ? BigInt(plain) : MAX_INTEGER + 1n
    return value <= MAX_INTEGER ? Number(value) : problem(text, 'invalid syntax')
  }
  if (/^0[0-7]+$/.test(plain)) return parseInt(plain, 8)
  const value = Number(plain)
  if (Number.isNaN(value)) return problem(text, 'invalid syntax')
  return Number.isFinite(value) ? value : problem(text, 'value out of range')
}

function problem(text: string, why: string): string {
  return `error parsing number: strconv.ParseFloat: parsing ${quote(text)}: ${why}`
}

/** A number as Go's FormatFloat(value, 'f', -1) prints it: the shortest digits that give it back, never an exponent. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  if (Object.is(value, -0)) return '-0'
  const text = String(value)
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text)
  if (match === null) return text
  const [, sign = '', whole = '', fraction = '', exponent] = match
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return `${sign}${digits.padEnd(point, '0')}`
}
