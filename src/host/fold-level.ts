/** The five levels of the protocol. */
export type Level = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR' | 'CRITICAL'

/** The names that common loggers use beside the protocol's own. */
const ALIASES: Readonly<Record<string, Level>> = {
  TRACE: 'DEBUG',
  DEBUG: 'DEBUG',
  INFO: 'INFO',
  NOTICE: 'INFO',
  WARN: 'WARNING',
  WARNING: 'WARNING',
  ERROR: 'ERROR',
  FATAL: 'CRITICAL',
  CRITICAL: 'CRITICAL',
}

/** A logger's level by the protocol's name; one that nobody knows is INFO. */
export function foldLevel(level: string): Level {
  return ALIASES[String(level).toUpperCase()] ?? 'INFO'
}
