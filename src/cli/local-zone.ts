/** Offsets change on the quarter of an hour at most. */
const QUARTER_MS = 900_000

let quarter = NaN
let offset = 0

/** Minutes that this machine's wall clock was east of UTC when it showed `localMs`, that wall time read as if it were UTC. */
export function localZone(localMs: number): number {
  // A Date costs more than all the rest of reading a line, and most lines are of the quarter of an hour of the one before.
  const asked = Math.floor(localMs / QUARTER_MS)
  if (asked !== quarter) {
    offset = offsetAt(localMs)
    quarter = asked
  }
  return offset
}

function offsetAt(localMs: number): number {
  const shown = new Date(localMs)
  const local = new Date(
    shown.getUTCFullYear(),
    shown.getUTCMonth(),
    shown.getUTCDate(),
    shown.getUTCHours(),
    shown.getUTCMinutes(),
  )
  return -local.getTimezoneOffset()
}
