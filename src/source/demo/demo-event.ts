/** One event of a make-believe host: `line` is its JSON in the native protocol, without newline. */
export interface DemoEvent {
  /** When it comes, in milliseconds since the epoch; what its line says may differ where a scenario plays with clocks. */
  readonly timeMs: number
  readonly type: string
  readonly line: string
}

/** The second whose text was made last: a stream stays within one for thousands of events. */
let cachedSecond = NaN
let cachedText = ''

/** RFC 3339 in UTC with microseconds. */
export function formatStamp(timeMs: number): string {
  const second = Math.floor(timeMs / 1000)
  if (second !== cachedSecond) {
    cachedSecond = second
    cachedText = new Date(second * 1000).toISOString().slice(0, 20)
  }
  const microseconds = Math.floor((timeMs - second * 1000) * 1000)
  return `${cachedText}${String(1_000_000 + microseconds).slice(1)}Z`
}

/** An event of `type` with these fields, in their order. */
export function makeEvent(timeMs: number, type: string, fields: object): DemoEvent {
  return {timeMs, type, line: JSON.stringify({v: 1, time: formatStamp(timeMs), type, ...fields})}
}

/** `{"v":1,"time":"`: every line begins with it, and the stamp that follows always has the same length. */
const STAMP_AT = 15
const STAMP_LENGTH = 27

/** The same event by a clock that is wrong. */
export function restamp(event: DemoEvent, stampMs: number): DemoEvent {
  const {line} = event
  return {...event, line: line.slice(0, STAMP_AT) + formatStamp(stampMs) + line.slice(STAMP_AT + STAMP_LENGTH)}
}
