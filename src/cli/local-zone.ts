/** Minutes that this machine's wall clock was east of UTC when it showed `localMs`, that wall time read as if it were UTC. */
export function localZone(localMs: number): number {
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
