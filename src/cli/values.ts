import {parseDuration} from '../promql/duration.ts'

/* Readers of what a person writes behind a flag, in a variable or in the config file. They throw an Error that says what is wanted. */

/** A point in time as a person gives it: so long before the newest event, or an instant. Milliseconds. */
export type Instant = {readonly agoMs: number} | {readonly atMs: number}

/** `90s`, `1h30m`, `2d`, as in Prometheus' rules, in milliseconds. */
export function readDuration(text: string): number {
  try {
    return parseDuration(text)
  } catch {
    throw new Error(`"${text}" is not a duration: write 500ms, 30s, 5m, 1h30m or 2d`)
  }
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

/** A reader, and the words that it knows where they are few: a shell can offer them. */
export type Reader<T> = ((text: string) => T) & {readonly choices?: readonly string[]}

/** One of a few words. */
export function readChoice<T extends string>(...choices: readonly T[]): Reader<T> {
  const read = (text: string): T => {
    const found = choices.find((choice) => choice === text)
    if (found === undefined) throw new Error(`"${text}" is not one of ${choices.join(', ')}`)
    return found
  }
  return Object.assign(read, {choices})
}

/** `true`, `yes`, `1`, `on` and their opposites. */
export function readBoolean(text: string): boolean {
  if (/^(true|yes|on|1)$/i.test(text)) return true
  if (/^(false|no|off|0|)$/i.test(text)) return false
  throw new Error(`"${text}" is neither true nor false`)
}

/** A whole number within bounds. */
export function readCount(least: number, most = Infinity): (text: string) => number {
  return (text) => {
    const count = Number(text)
    if (!Number.isInteger(count) || count < least || count > most || text.trim() === '')
      throw new Error(
        `"${text}" is not a whole number ${most === Infinity ? `of at least ${String(least)}` : `from ${String(least)} to ${String(most)}`}`,
      )
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
