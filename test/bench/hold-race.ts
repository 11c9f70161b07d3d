import type {Comparison, Contender, Cost, Race, Skipped} from './contender.ts'

/** The middle of several figures, and how far they lie apart. */
export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

/** How a contender did. */
export interface Standing {
  readonly name: string
  /** How often it ran. */
  readonly rounds: number
  readonly cost: Spread
  readonly wallSeconds?: number | undefined
  readonly peakMiB?: number | undefined
  readonly also?: Readonly<Record<string, number>> | undefined
  /** Its cost over that of the first contender in the same round; undefined where that one failed. */
  readonly ratio?: Spread | undefined
}

/** A comparison with what came of it: cost over cost, round by round. */
export interface Compared extends Comparison {
  readonly ratio: Spread
}

/** What came of a race. */
export interface Result extends Pick<Race, 'name' | 'title' | 'unit' | 'amount'> {
  readonly standings: readonly Standing[]
  readonly skipped: readonly Skipped[]
  readonly compared: readonly Compared[]
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
      if (round >= (contender.rounds ?? count)) continue
      say(`${race.name}: ${contender.name}, round ${String(round + 1)} of ${String(count)}`)
      try {
        known.push(await contender.run())
      } catch (error) {
        skipped.push({name: contender.name, why: (error as Error).message})
        costs.delete(contender)
      }
    }
  }
  const values = new Map([...costs].map(([{name}, each]) => [name, each.map(({value}) => value)]))
  const first = values.get(race.contenders[0]?.name ?? '')
  const standings = [...costs].map(([{name}, each]): Standing => {
    const own = values.get(name)!
    return {
      name,
      rounds: own.length,
      cost: spreadOf(own),
      wallSeconds: medianOf(each.map(({wallSeconds}) => wallSeconds)),
      peakMiB: medianOf(each.map(({peakMiB}) => peakMiB)),
      also: mediansOf(each.map(({also}) => also)),
      ratio: first === undefined ? undefined : ratioOf(own, [first]),
    }
  })
  const compared = race.comparisons.flatMap((comparison) => {
    const of = values.get(comparison.of)
    const over = comparison.over.map((name) => values.get(name))
    return of !== undefined && isWhole(over) ? [{...comparison, ratio: ratioOf(of, over)}] : []
  })
  const {name, title, unit, amount} = race
  return {name, title, unit, amount, standings, skipped, compared}
}

/** Only rounds in which all of them ran can be compared. */
function ratioOf(costs: readonly number[], over: readonly (readonly number[])[]): Spread {
  const rounds = Math.min(costs.length, ...over.map(({length}) => length))
  return spreadOf(costs.slice(0, rounds).map((cost, round) => cost / over.reduce((sum, each) => sum + each[round]!, 0)))
}

function isWhole<Item>(items: readonly (Item | undefined)[]): items is readonly Item[] {
  return items.every((item) => item !== undefined)
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

function mediansOf(each: readonly Cost['also'][]): Standing['also'] {
  const names = Object.keys(each[0] ?? {})
  return names.length === 0
    ? undefined
    : Object.fromEntries(names.map((name) => [name, medianOf(each.map((also) => also?.[name]))!]))
}
