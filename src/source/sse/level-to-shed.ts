import {SHED_LEVELS, type ShedLevel} from '../source.ts'

/** Every name of a level that can be shed. */
const FOLDED: ReadonlyMap<string, ShedLevel> = new Map<string, ShedLevel>([
  ...SHED_LEVELS.map((level) => [level, level] as const),
  ['TRACE', 'DEBUG'],
  ['VERBOSE', 'DEBUG'],
  ['NOTICE', 'INFO'],
  ['WARN', 'WARNING'],
])

/**
 * The level of a native log that may be shed; undefined for what is more severe and for what is no log. It looks into the line
 * without parsing it, and is asked only under pressure.
 */
export function levelToShed(bytes: Buffer, from: number, to: number, type: string): ShedLevel | undefined {
  if (type !== 'log' && type !== 'message') return undefined
  // What a message quotes has backslashes before its quotes, and so is not found.
  const text = bytes.toString('latin1', from, to)
  if (type === 'message' && !/"type"\s*:\s*"log"/.test(text)) return undefined
  return FOLDED.get(/"level"\s*:\s*"([A-Za-z]+)"/.exec(text)?.[1]?.toUpperCase() ?? '')
}
