/**
 * Minutes east of UTC that a wall clock without a zone stood at when it showed `localMs` (that wall time, read as if it were UTC).
 * A parameter, because decoding may not ask the machine: the command line passes the machine's own, a test passes UTC.
 */
export type UtcOffset = (localMs: number) => number

/** A host that logs in UTC. */
export const UTC: UtcOffset = () => 0
