/** What this process has used so far, in the protocol's words. */
export interface ProcessUsage {
  readonly pid: number
  readonly method: 'process'
  /** Seconds of CPU since the start, user and system. */
  readonly cpu_s: number
  readonly rss_bytes: number
  readonly heap_bytes: number
}

/** Tells now and every `intervalMs` what this process has used; keeps nothing alive. Gives back how to stop it. */
export function startProcessUsage(tell: (usage: ProcessUsage) => void, intervalMs: number): () => void {
  const measure = () => {
    const {user, system} = process.cpuUsage()
    const {rss, heapUsed} = process.memoryUsage()
    tell({pid: process.pid, method: 'process', cpu_s: (user + system) / 1e6, rss_bytes: rss, heap_bytes: heapUsed})
  }
  measure()
  const timer = setInterval(measure, intervalMs).unref()
  return () => clearInterval(timer)
}
