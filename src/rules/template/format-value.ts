import {quote, quoteRune} from '../../promql/quote.ts'
import {formatFloat, type FloatVerb} from './go-float.ts'
import {isPointer} from './go-print.ts'
import {goType, type GoValue} from './go-value.ts'

/** One directive of a format. */
export interface FormatSpec {
  readonly verb: string
  readonly width: number
  /** -1 where none is given. */
  readonly precision: number
  readonly minus: boolean
  readonly plus: boolean
  readonly sharp: boolean
  readonly space: boolean
  readonly zero: boolean
}

/** A value as Go's fmt writes it for one directive; a verb that does not go with its type says so: `%!d(float64=1.5)`. */
export function formatValue(spec: FormatSpec, value: GoValue): string {
  if (spec.verb === 'T') return pad(spec, goType(value))
  if (typeof value === 'object') return formatComposite(spec, value)
  const text = formatScalar(spec, value)
  if (text !== undefined) return text
  if (value === undefined) return `%!${spec.verb}(<nil>)`
  return `%!${spec.verb}(${goType(value)}=${formatValue({...spec, verb: PLAIN[typeof value] ?? 'v'}, value)})`
}

/** The verb that prints a value plainly, where another one does not go with it. */
const PLAIN: Readonly<Record<string, string>> = {bigint: 'd', number: 'g', string: 's', boolean: 't'}

type Composite = Extract<GoValue, {kind: string}>

/** A value of one of Go's basic types; undefined where the verb does not go with it. */
function formatScalar(spec: FormatSpec, value: Exclude<GoValue, Composite>): string | undefined {
  const {verb} = spec
  switch (typeof value) {
    case 'undefined':
      return verb === 'v' ? pad(spec, '<nil>') : undefined
    case 'boolean':
      return verb === 't' || verb === 'v' ? pad(spec, String(value)) : undefined
    case 'string':
      return formatText(spec, value)
    case 'number':
      return formatNumber(spec, value)
    case 'bigint':
      return formatInteger(spec, value)
  }
}

function formatNumber(spec: FormatSpec, value: number): string | undefined {
  const verb = spec.verb === 'v' ? 'g' : spec.verb
  if (!isFloatVerb(verb)) return undefined
  const precision = spec.precision < 0 && /[ef]/i.test(verb) ? 6 : spec.precision
  return padNumber(spec, formatFloat(value, verb, precision), Number.isFinite(value))
}

function isFloatVerb(verb: string): verb is FloatVerb {
  return /^[efg]$/i.test(verb)
}

function formatText(spec: FormatSpec, value: string): string | undefined {
  const text = spec.precision < 0 ? value : [...value].slice(0, spec.precision).join('')
  switch (spec.verb) {
    case 'v':
      return pad(spec, spec.sharp ? quote(text) : text)
    case 's':
      return pad(spec, text)
    case 'q':
      if (spec.sharp && !text.includes('`')) return pad(spec, `\`${text}\``)
      return pad(spec, spec.plus ? asciiOnly(quote(text)) : quote(text))
    case 'x':
    case 'X': {
      const bytes = [...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, '0'))
      const prefix = spec.sharp && bytes.length > 0 ? '0x' : ''
      const hex = prefix + bytes.join(spec.space ? ` ${prefix}` : '')
      return pad(spec, spec.verb === 'x' ? hex : hex.toUpperCase())
    }
    default:
      return undefined
  }
}

const BASES: Readonly<Record<string, readonly [base: number, prefix: string]>> = {
  d: [10, ''],
  v: [10, ''],
  b: [2, '0b'],
  o: [8, '0'],
  O: [8, '0o'],
  x: [16, '0x'],
  X: [16, '0X'],
}

function formatInteger(spec: FormatSpec, value: bigint): string | undefined {
  const {verb, precision} = spec
  const character = value >= 0n && value <= 0x10ffffn ? String.fromCodePoint(Number(value)) : '\uFFFD'
  if (verb === 'c') return pad(spec, character)
  if (verb === 'q') return pad(spec, quoteRune(character))
  if (verb === 'U') {
    const code = `U+${value.toString(16).toUpperCase().padStart(4, '0')}`
    return pad(spec, spec.sharp ? `${code} '${character}'` : code)
  }
  const base = BASES[verb]
  if (base === undefined) return undefined
  if (precision === 0 && value === 0n) return ' '.repeat(spec.width)
  const digits = (value < 0n ? -value : value).toString(base[0]).padStart(precision, '0')
  const prefix = spec.sharp || verb === 'O' ? base[1] : ''
  const text = (value < 0n ? '-' : '') + prefix + (verb === 'X' ? digits.toUpperCase() : digits)
  return padNumber(spec, text, precision < 0)
}

/** A map, slice or struct: the directive goes to what is in it; a value that can only be printed is its text. */
function formatComposite(spec: FormatSpec, value: Composite): string {
  const each = (item: GoValue): string => formatValue(spec, item)
  switch (value.kind) {
    case 'opaque':
      return formatText(spec, value.text) ?? `%!${spec.verb}(${value.type}=${value.text})`
    case 'slice':
      return `[${value.items.map(each).join(' ')}]`
    case 'struct': {
      const isNamed = spec.plus && spec.verb === 'v'
      const fields = [...value.fields].map(([name, item]) => (isNamed ? `${name}:` : '') + each(item))
      return `${isPointer(value) ? '&' : ''}{${fields.join(' ')}}`
    }
    case 'map': {
      const names = [...value.entries.keys()].sort()
      return `map[${names.map((name) => `${each(name)}:${each(value.entries.get(name))}`).join(' ')}]`
    }
  }
}

function pad({minus, zero, width}: FormatSpec, text: string): string {
  const missing = Math.max(0, width - [...text].length)
  return minus ? text + ' '.repeat(missing) : (zero ? '0' : ' ').repeat(missing) + text
}

/** Pads with zeros between sign and digits; `mayFill` is false where there are no digits to fill up, or as many as were asked for. */
function padNumber(spec: FormatSpec, text: string, mayFill: boolean): string {
  const bare = text.replace(/^[+-]/, '')
  // With %v, plus asks for the names of fields.
  const plus = spec.plus && spec.verb !== 'v' ? '+' : spec.space ? ' ' : ''
  const sign = text.startsWith('-') ? '-' : plus || (text.startsWith('+') ? '+' : '')
  if (!mayFill || !spec.zero || spec.minus) return pad({...spec, zero: false}, sign + bare)
  return sign + bare.padStart(spec.width - sign.length, '0')
}

/** Escapes what is not ASCII, as %+q asks for. */
function asciiOnly(quoted: string): string {
  return quoted.replace(/[^\0-~]/gu, (char) => {
    const code = char.codePointAt(0) ?? 0
    return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
  })
}
