import type {Level} from '../event.ts'

/** Every dialect's word for a level, in lower case. */
const WORDS: Readonly<Record<Level, string>> = {
  DEBUG: 'debug trace verbose silly http fine finer finest config dbg trc debug2 d t v',
  INFO: 'info information informational notice success log default inf i n',
  WARNING: 'warning warn wrn w',
  ERROR: 'error err severe eror e',
  CRITICAL: 'critical crit fatal alert emerg emergency panic dpanic ftl pnc c f',
}
/** The level of each word, in lower and in upper case. */
export const LEVEL_WORDS: ReadonlyMap<string, Level> = new Map(
  Object.entries(WORDS).flatMap(([level, words]) =>
    `${words} ${words.toUpperCase()}`.split(' ').map((word) => [word, level as Level] as const),
  ),
)

/** syslog's 0 to 7 (RFC 5424, table 2). */
const SYSLOG: readonly Level[] = ['CRITICAL', 'CRITICAL', 'CRITICAL', 'ERROR', 'WARNING', 'INFO', 'INFO', 'DEBUG']

/**
 * The level of a number: syslog below 8, pino's and bunyan's tens (10 trace … 60 fatal, a custom one belongs to the ten below it),
 * logback's ten thousands. Undefined for a number that is none of them.
 */
function foldNumber(value: number): Level | undefined {
  if (!(value >= 0 && value < Infinity)) return undefined
  if (value < 8) return SYSLOG[Math.floor(value)]
  if (value >= 5000) return foldNumber(value / 1000 + 10)
  if (value >= 60) return 'CRITICAL'
  return value >= 50 ? 'ERROR' : value >= 40 ? 'WARNING' : value >= 30 ? 'INFO' : 'DEBUG'
}

/** Which of the five levels a dialect's level is, whatever its case or padding; undefined for what is no level. */
export function foldLevel(value: unknown): Level | undefined {
  if (typeof value === 'number') return foldNumber(value)
  if (typeof value !== 'string' || value === '' || value.length > 20) return undefined
  return LEVEL_WORDS.get(value) ?? LEVEL_WORDS.get(value.trim().toLowerCase()) ?? foldNumber(Number(value))
}

/** OpenTelemetry's severity numbers, 1 to 24 by fours: trace, debug, info, warn, error, fatal. */
export function foldSeverityNumber(value: number): Level {
  return value <= 8 ? 'DEBUG' : value <= 12 ? 'INFO' : value <= 16 ? 'WARNING' : value <= 20 ? 'ERROR' : 'CRITICAL'
}

/** Python's `levelno`: 10 debug, 20 info, 30 warning, 40 error, 50 critical. */
export function foldPythonNumber(value: number): Level {
  return value < 20 ? 'DEBUG' : value < 30 ? 'INFO' : value < 40 ? 'WARNING' : value < 50 ? 'ERROR' : 'CRITICAL'
}
