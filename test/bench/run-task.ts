import type {Contender} from './contender.ts'

/**
 * Work inside of this process. Its cost is CPU milliseconds a time, other threads (garbage collection) included; `times` of it make a run.
 * It is done once ahead, so that its code is compiled.
 */
export function task(name: string, times: number, work: () => unknown): Contender {
  let isWarm = false
  return {
    name,
    async run() {
      if (!isWarm) for (let index = 0; index < times; index++) await work()
      isWarm = true
      const before = process.cpuUsage()
      const startedAt = performance.now()
      for (let index = 0; index < times; index++) await work()
      const {user, system} = process.cpuUsage(before)
      return {value: (user + system) / 1000 / times, wallSeconds: (performance.now() - startedAt) / 1000}
    },
  }
}
