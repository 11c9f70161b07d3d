import type {Contender} from './contender.ts'

/** How a piece of work is repeated. */
export interface TaskOptions {
  /** How many times make a run. */
  readonly times: number
  /** Made ready before each time, at no cost. */
  readonly prepare?: (() => unknown) | undefined
  /** Tells how long the longest time took. */
  readonly tellsLongest?: boolean | undefined
}

/**
 * Work inside of this process. Its cost is CPU milliseconds a time, other threads (garbage collection) included. A run's worth of it is
 * done ahead, so that its code is compiled.
 */
export function task(
  name: string,
  {times, prepare, tellsLongest = false}: TaskOptions,
  work: () => unknown,
): Contender {
  let isWarm = false

  async function run(): Promise<{cpuMs: number; longestMs: number}> {
    let cpuMs = 0
    let longestMs = 0
    for (let index = 0; index < times; index++) {
      await prepare?.()
      const before = process.cpuUsage()
      const startedAt = performance.now()
      await work()
      longestMs = Math.max(longestMs, performance.now() - startedAt)
      const {user, system} = process.cpuUsage(before)
      cpuMs += (user + system) / 1000
    }
    return {cpuMs, longestMs}
  }

  return {
    name,
    async run() {
      if (!isWarm) await run()
      isWarm = true
      const {cpuMs, longestMs} = await run()
      return {value: cpuMs / times, also: tellsLongest ? {'longest ms': longestMs} : undefined}
    },
  }
}
