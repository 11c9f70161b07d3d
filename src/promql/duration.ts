import {PlugmonError} from '../errors.ts'
import {quote} from './quote.ts'

const SECOND_MS = 1000
const DAY_MS = 86_400 * SECOND_MS

/** Units from the biggest to the smallest, which is the order in which a duration must name them. A year is 365 days. */
const UNITS = [
  ['y', 365 * DAY_MS],
  ['w', 7 * DAY_MS],
  ['d', DAY_MS],
  ['h', 3600 * SECOND_MS],
  ['m', 60 * SECOND_MS],
  ['s', SECOND_MS],
  ['ms', 1],
] as const

/** Beyond this Go's int64 of nanoseconds overflows: some 292 years. */
export const MAX_DURATION_MS = 2 ** 63 / 1e6

function refuse(message: string): PlugmonError {
  return new PlugmonError('usage', message, {cure: 'Write a duration like 30s, 5m, 1h30m or 7d.'})
}

/** Prometheus' durations (`5m`, `1h30m`, `0`) in milliseconds, with its messages for what is none. */
export function parseDuration(text: string): number {
  if (text === '0') return 0
  if (text === '') throw refuse('empty duration string')
  if (!/^(\d+[^\d]+)+$/.test(text)) throw refuse(`not a valid duration string: ${quote(text)}`)
  let total = 0
  let last = -1
  for (const [, digits, name] of text.matchAll(/(\d+)([^\d]+)/g)) {
    const index = UNITS.findIndex(([unit]) => unit === name)
    if (index < 0) throw refuse(`unknown unit ${quote(name!)} in duration ${quote(text)}`)
    if (index <= last) throw refuse(`not a valid duration string: ${quote(text)}`)
    last = index
    total += Number(digits) * UNITS[index]![1]
    if (total >= MAX_DURATION_MS) throw refuse('duration out of range')
  }
  return total
}

/** A duration as Prometheus prints it (`1h30m`, `90d`): years and weeks only where they are whole; negative ones with a sign. */
export function formatDuration(ms: number): string {
  let rest = Math.trunc(Math.abs(ms))
  if (rest === 0) return '0s'
  let text = ms < 0 ? '-' : ''
  for (const [unit, size] of UNITS) {
    const mustBeWhole = unit === 'y' || unit === 'w'
    const count = mustBeWhole && rest % size !== 0 ? 0 : Math.floor(rest / size)
    if (count === 0) continue
    text += `${count}${unit}`
    rest -= count * size
  }
  return text
}
