import type {Fact} from './journal.ts'

/** The last facts, to be found by the plugin that they are about. */
export interface FactMemory {
  push(fact: Fact): void
  /** Those about a plugin, or without one all of them; oldest first. */
  about(pluginName: string | undefined): readonly Fact[]
}

/** Remembers the last `capacity` facts. */
export function createFactMemory(capacity: number): FactMemory {
  const facts: Fact[] = []
  /** For each place in the ring the number of the fact before it about the same plugin; numbers count up from 0. */
  const before = new Int32Array(capacity)
  const latest = new Map<string | undefined, number>()
  let count = 0

  function forget(number: number): void {
    const {pluginName} = facts[number % capacity]!
    if (latest.get(pluginName) === number) latest.delete(pluginName)
  }

  return {
    push(fact) {
      if (count >= capacity) forget(count - capacity)
      facts[count % capacity] = fact
      before[count % capacity] = latest.get(fact.pluginName) ?? -1
      latest.set(fact.pluginName, count)
      count++
    },
    about(pluginName) {
      const first = Math.max(0, count - capacity)
      const found: Fact[] = []
      if (pluginName === undefined)
        for (let number = first; number < count; number++) found.push(facts[number % capacity]!)
      else {
        for (let number = latest.get(pluginName) ?? -1; number >= first; number = before[number % capacity]!)
          found.push(facts[number % capacity]!)
        found.reverse()
      }
      return found
    },
  }
}
