/** Other names of the levels that can be shed. */
const FOLDED: Readonly<Record<string, string>> = {TRACE: 'DEBUG', VERBOSE: 'DEBUG', NOTICE: 'INFO', WARN: 'WARNING'}

/**
 * The level of a native log, DEBUG, INFO or WARNING where it is one of these; undefined for what is no log. It looks into the line
 * without parsing it, and is asked only under pressure.
 */
export function levelToShed(bytes: Buffer, from: number, to: number, type: string): string | undefined {
  if (type !== 'log' && type !== 'message') return undefined
  // What a message quotes has backslashes before its quotes, and so is not found.
  const text = bytes.toString('latin1', from, to)
  if (type === 'message' && !/"type"\s*:\s*"log"/.test(text)) return undefined
  const level = /"level"\s*:\s*"([A-Za-z]+)"/.exec(text)?.[1]?.toUpperCase() ?? ''
  return FOLDED[level] ?? level
}
