/** How often a live monitor looks up: ticks that only the wall clock makes due, records that wait for more lines, a new picture. */
const HEARTBEAT_MS = 250

/** Calls `beat` while `work` lasts. */
export async function withHeartbeat(beat: () => void, work: Promise<unknown>): Promise<void> {
  const timer = setInterval(beat, HEARTBEAT_MS)
  try {
    await work
  } finally {
    clearInterval(timer)
  }
}
