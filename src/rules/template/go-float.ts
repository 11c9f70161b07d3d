/** A decimal number: 0.d1d2d3… times ten to the power of `point`, as strconv keeps it. No digits for 0. */
interface Decimal {
  readonly digits: string
  readonly point: number
}

/** The verbs with which a float can be written. */
export type FloatVerb = 'e' | 'E' | 'f' | 'F' | 'g' | 'G'

/**
 * A float as Go's strconv.FormatFloat(value, verb, precision, 64) writes it; precision -1 is the fewest digits that give the value back.
 * Rounds the exact binary value half to even, where toFixed and toPrecision round ties up.
 */
export function formatFloat(value: number, verb: FloatVerb, precision: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  const sign = value < 0 || Object.is(value, -0) ? '-' : ''
  const exact = precision < 0 ? shortest(Math.abs(value)) : decimal(Math.abs(value))
  switch (verb) {
    case 'f':
    case 'F': {
      const digits = precision < 0 ? exact : round(exact, exact.point + precision)
      return sign + fixed(digits, precision < 0 ? Math.max(0, digits.digits.length - digits.point) : precision)
    }
    case 'e':
    case 'E': {
      const digits = precision < 0 ? exact : round(exact, precision + 1)
      return sign + exponential(digits, precision < 0 ? Math.max(0, digits.digits.length - 1) : precision, verb)
    }
    case 'g':
    case 'G': {
      const wanted = precision === 0 ? 1 : precision
      const digits = precision < 0 ? exact : round(exact, wanted)
      const {length} = digits.digits
      // %e is used below 1e-4 and from the precision on; for the shortest form that is six digits.
      const limit = precision < 0 ? 6 : wanted > length && length >= digits.point ? length : wanted
      const exponent = digits.point - 1
      if (exponent < -4 || exponent >= limit) {
        const places = Math.max(0, (precision < 0 || wanted > length ? length : wanted) - 1)
        return sign + exponential(digits, places, verb === 'g' ? 'e' : 'E')
      }
      return sign + fixed(digits, Math.max(0, length - digits.point))
    }
  }
}

function fixed({digits, point}: Decimal, places: number): string {
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0'
  if (places === 0) return whole
  const fraction = point >= 0 ? digits.slice(point) : '0'.repeat(-point) + digits
  return `${whole}.${fraction.slice(0, places).padEnd(places, '0')}`
}

function exponential({digits, point}: Decimal, places: number, letter: 'e' | 'E'): string {
  const exponent = digits === '' ? 0 : point - 1
  const mantissa = digits.padEnd(places + 1, '0')
  const size = String(Math.abs(exponent)).padStart(2, '0')
  return `${mantissa.slice(0, 1)}${places > 0 ? `.${mantissa.slice(1, places + 1)}` : ''}${letter}${exponent < 0 ? '-' : '+'}${size}`
}

/** The first `count` digits, rounded half to even; without trailing zeros. */
function round({digits, point}: Decimal, count: number): Decimal {
  if (count >= digits.length) return {digits, point}
  if (count < 0) return {digits: '', point: 0}
  const kept = digits.slice(0, count)
  const next = digits.charCodeAt(count) - 48
  const isTie = next === 5 && digits.length === count + 1
  const isOdd = count > 0 && kept.charCodeAt(count - 1) % 2 === 1
  if (next < 5 || (isTie && !isOdd)) return tidy(kept, point)
  const up = (BigInt(kept || '0') + 1n).toString().padStart(count, '0')
  return tidy(up, point + up.length - count)
}

/** All digits of the binary value: its mantissa times a power of two, which is a power of five and a shifted point. */
function decimal(value: number): Decimal {
  if (value === 0) return {digits: '', point: 0}
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  const bits = view.getBigUint64(0)
  const biased = Number(bits >> 52n)
  const fraction = bits & 0xf_ffff_ffff_ffffn
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n)
  const exponent = Math.max(1, biased) - 1075
  const digits = (exponent >= 0 ? mantissa << BigInt(exponent) : mantissa * 5n ** BigInt(-exponent)).toString()
  return tidy(digits, digits.length + Math.min(0, exponent))
}

function shortest(value: number): Decimal {
  if (value === 0) return {digits: '', point: 0}
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e')
  return {digits: mantissa.replace('.', ''), point: Number(exponent) + 1}
}

function tidy(digits: string, point: number): Decimal {
  const trimmed = digits.replace(/0+$/, '')
  return trimmed === '' ? {digits: '', point: 0} : {digits: trimmed, point}
}
