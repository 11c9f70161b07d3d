import {isCustom, type NativeHistogram} from './native.ts'
import {nominalBuckets} from './walk.ts'

/** A number as Go's %g prints it: the shortest digits, with an exponent below 1e-4 and from 1e21 on. */
export function formatGeneral(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  const magnitude = Math.abs(value)
  if (magnitude === 0) return Object.is(value, -0) ? '-0' : '0'
  if (magnitude >= 1e-4 && magnitude < 1e21) return String(value)
  const [digits = '', exponent = ''] = value.toExponential().split('e')
  const sign = exponent.startsWith('-') ? '-' : '+'
  return `${digits}e${sign}${exponent.replace(/^[+-]/, '').padStart(2, '0')}`
}

/** `{count:9, sum:13, (0.5,1]:2}`: a histogram as Prometheus prints it into a label. Empty buckets are left out. */
export function describeHistogram(histogram: NativeHistogram): string {
  const parts = [`count:${formatGeneral(histogram.count)}`, `sum:${formatGeneral(histogram.sum)}`]
  for (const {lower, upper, count} of nominalBuckets(histogram)) {
    if (count === 0) continue
    const isZero = lower === -upper
    const opens = isZero || (isCustom(histogram) ? lower === -Infinity : lower < 0) ? '[' : '('
    const closes = isZero || isCustom(histogram) || upper > 0 ? ']' : ')'
    parts.push(`${opens}${formatGeneral(lower)},${formatGeneral(upper)}${closes}:${formatGeneral(count)}`)
  }
  return `{${parts.join(', ')}}`
}
