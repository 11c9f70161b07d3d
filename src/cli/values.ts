/** Readers of what a person writes behind a flag, in a variable or in the config file. They throw an Error that says what is wanted. */

/** A point in time as a person gives it: so long before the newest event, or an instant. Milliseconds. */
export type Instant = {readonly agoMs: number} | {readonly atMs: number}

const UNIT_MS = {ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000}

/** `90s`, `1h30m`, `0.5s`, `2d` in milliseconds. */
export function readDuration(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d|w)/g)]
  if (text !== '0' && (parts.length === 0 || parts.map(([part]) => part).join('') !== text))
    throw new Error(`"${text}" is not a duration: write 30s, 5m, 1h30m or 2d`)
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * UNIT_MS[unit as keyof typeof UNIT_MS], 0)
}

/** A duration back from now, or an RFC 3339 time (or a date, or a date and time without zone: then in local time). */
export function readInstant(text: string): Instant {
  if (/^\d{4}-\d\d-\d\d/.test(text)) {
    const atMs = Date.parse(text.replace(/^(\S+) (\S+)$/, '$1T$2'))
    if (!Number.isNaN(atMs)) return {atMs}
  } else if (/^\d/.test(text)) {
    return {agoMs: readDuration(text)}
  }
  throw new Error(`"${text}" is no time: write a duration back from the newest event (1h) or 2026-11-22T10:42:07Z`)
}

/** One of a few words. */
export function readChoice<T extends string>(...choices: readonly T[]): (text: string) => T {
  return (text) => {
    const found = choices.find((choice) => choice === text)
    if (found === undefined) throw new Error(`"${text}" is not one of ${choices.join(', ')}`)
    return found
  }
}

/** `true`, `yes`, `1`, `on` and their opposites. */
export function readBoolean(text: string): boolean {
  if (/^(true|yes|on|1)$/i.test(text)) return true
  if (/^(false|no|off|0|)$/i.test(text)) return false
  throw new Error(`"${text}" is neither true nor false`)
}

/** A whole number of at least `least`. */
export function readCount(least: number): (text: string) => number {
  return (text) => {
    const count = Number(text)
    if (!Number.isInteger(count) || count < least || text.trim() === '')
      throw new Error(`"${text}" is not a whole number of at least ${String(least)}`)
    return count
  }
}

/** Any text. */
export function readText(text: string): string {
  return text
}

/** A duration that must be more than nothing. */
export function readPositiveDuration(text: string): number {
  const ms = readDuration(text)
  if (ms <= 0) throw new Error(`"${text}" is not more than 0`)
  return ms
}
