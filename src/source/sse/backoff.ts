/** The wait doubles from the first to the last, so that a host that is down is not knocked at, and one that restarts is found soon. */
const FIRST_MS = 1000
const LAST_MS = 30_000

/** What a server may ask for with `retry:`; more would look like a monitor that has given up. */
const MAX_RETRY_MS = 300_000

/**
 * How long to wait before the next try: between half and all of a doubling span, so that the clients of one host do not
 * come back at the same instant, but never less than the server asked for.
 * @param attempt tries that have failed in a row, from 0
 * @param random 0 to 1
 */
export function backoffMs(attempt: number, retryMs: number | undefined, random: number): number {
  const span = Math.min(LAST_MS, (retryMs ?? FIRST_MS) * 2 ** attempt)
  return Math.max(Math.min(retryMs ?? 0, MAX_RETRY_MS), span * (0.5 + random / 2))
}
