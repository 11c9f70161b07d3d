/** A file name taken apart: the log it belongs to, and where it stands among that log's files. */
export interface RotatedName {
  /** The name of the log that is written to: `x.log` for `x.log.2.gz` and for `x-20261121.log`. */
  readonly base: string
  /** Sorts oldest first by plain comparison: dated files, then numbered ones with falling number, then the log itself. */
  readonly order: string
  readonly isCompressed: boolean
}

/** A day, with whatever of the time follows it, as logrotate, log4j, winston, Python and lumberjack write them. */
const DATE = String.raw`20\d\d-?[01]\d-?[0-3]\d(?:[-_T.]?\d[-_:.\d]*)?`
const NUMBERED = /^(.+)\.(\d{1,4})$/
const DATED_AFTER = new RegExp(String.raw`^(.+\.[A-Za-z]\w*)[-._](${DATE})$`)
const DATED_INSIDE = new RegExp(String.raw`^(.+?)[-._](${DATE})(\.[A-Za-z]\w*)$`)

/** Takes a file name (no folder) apart; a name that shows no rotation is its own base. */
export function parseRotatedName(name: string): RotatedName {
  const isCompressed = name.endsWith('.gz')
  const plain = isCompressed ? name.slice(0, -3) : name
  const numbered = NUMBERED.exec(plain)
  // `x.log.2026-11-21.1` is a date with a counter: only a bare number after the log's name is a generation.
  const isGeneration = numbered !== null && !DATED_AFTER.test(plain)
  if (isGeneration)
    return {base: numbered[1]!, order: `1 ${String(9999 - Number(numbered[2])).padStart(4, '0')}`, isCompressed}
  const after = DATED_AFTER.exec(plain)
  if (after !== null) return {base: after[1]!, order: `0 ${dateOrder(after[2]!)}`, isCompressed}
  const inside = DATED_INSIDE.exec(plain)
  if (inside !== null) return {base: inside[1]! + inside[3]!, order: `0 ${dateOrder(inside[2]!)}`, isCompressed}
  return {base: plain, order: '2', isCompressed}
}

/** Day digits first; what follows (hour, counter) padded, so that `-2` comes before `-10`. */
function dateOrder(date: string): string {
  const digits = date.replace(/^(\d{4})-?(\d\d)-?(\d\d)/, '$1$2$3')
  return digits.slice(0, 8) + digits.slice(8).replace(/\d+/g, (part) => part.padStart(12, '0'))
}
