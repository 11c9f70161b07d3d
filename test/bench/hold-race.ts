import type {Contender, Cost, Race, Skipped} from './contender.ts'

/** The middle of several figures, and how far they lie apart. */
export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

/** How a contender did. */
export interface Standing {
  readonly name: string
  readonly cost: Spread
  readonly wallSeconds?: number | undefined
  readonly peakMiB?: number | undefined
  /** Its cost over that of the first contender in the same round. */
  readonly ratio: Spread
}

/** What came of a race. */
export interface Result extends Pick<Race, 'name' | 'title' | 'unit' | 'amount'> {
  readonly rounds: number
  readonly standings: readonly Standing[]
  readonly skipped: readonly Skipped[]
}

/**
 * Lets all contenders run in turn, round by round, so that what else the machine does hits all of them alike. One that fails is left out
 * and told.
 */
export async function holdRace(race: Race, rounds: number, say: (text: string) => void): Promise<Result> {
  const costs = new Map<Contender, Cost[]>(race.contenders.map((contender) => [contender, []]))
  const skipped = [...(race.skipped ?? [])]
  const count = Math.max(rounds, race.rounds ?? 0)
  for (let round = 0; round < count; round++) {
    for (const [contender, known] of costs) {
      say(`${race.name}: ${contender.name}, round ${String(round + 1)} of ${String(count)}`)
      try {
        known.push(await contender.run())
      } catch (error) {
        skipped.push({name: contender.name, why: (error as Error).message})
        costs.delete(contender)
      }
    }
  }
  const standings = rank(costs)
  const {name, title, unit, amount} = race
  return {name, title, unit, amount, rounds: count, standings, skipped}
}

function rank(costs: ReadonlyMap<Contender, readonly Cost[]>): Standing[] {
  const [baseline = []] = costs.values()
  return [...costs].map(([{name}, each]) => ({
    name,
    cost: spreadOf(each.map(({value}) => value)),
    wallSeconds: medianOf(each.map(({wallSeconds}) => wallSeconds)),
    peakMiB: medianOf(each.map(({peakMiB}) => peakMiB)),
    ratio: spreadOf(each.map(({value}, round) => value / baseline[round]!.value)),
  }))
}

function spreadOf(figures: readonly number[]): Spread {
  const sorted = [...figures].sort((a, b) => a - b)
  const middle = (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2
  return {median: middle, min: sorted[0]!, max: sorted.at(-1)!}
}

function medianOf(figures: readonly (number | undefined)[]): number | undefined {
  const known = figures.filter((figure) => figure !== undefined)
  return known.length === 0 ? undefined : spreadOf(known).median
}
