import {formatNumber, formatShort, UNKNOWN} from './number.ts'
import {formatSeconds} from './seconds.ts'

/** A figure with the unit it is counted in: (0.4, '/min') → '0.4/min', (1234, ' ev/s') → '1.2k ev/s'. */
export function formatRate(value: number | undefined, unit: string): string {
  return value === undefined || Number.isNaN(value) ? UNKNOWN : `${formatShort(value)}${unit}`
}

/** A value or a limit in the unit of its threshold: seconds as a duration, a rate with its unit, else the number. */
export function formatMeasure(value: number | undefined, unit: 's' | '/min' | '/h' | ''): string {
  switch (unit) {
    case 's':
      return formatSeconds(value)
    case '':
      return formatNumber(value)
    case '/min':
    case '/h':
      return formatRate(value, unit)
  }
}
