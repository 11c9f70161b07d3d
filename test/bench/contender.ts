/** What one run cost; the less the better. */
export interface Cost {
  /** In the benchmark's unit. */
  readonly value: number
  readonly wallSeconds?: number | undefined
  readonly peakMiB?: number | undefined
  /** What else was seen, by its name with its unit: `dropped`, `lag s`. */
  readonly also?: Readonly<Record<string, number>> | undefined
}

/** One way to do the work. */
export interface Contender {
  readonly name: string
  /** Rounds at most: what takes a minute is not waited for five times. */
  readonly rounds?: number | undefined
  /** Does the work once. Throws when it cannot. */
  run(): Promise<Cost>
}

/** What is told of a benchmark in the list of those that were left out. */
export interface Skipped {
  readonly name: string
  readonly why: string
}

/** A line of the summary: one contender's cost over that of others, added up, in the same rounds. Left out where one of them is missing. */
export interface Comparison {
  readonly what: string
  readonly of: string
  readonly over: readonly string[]
}

/** Several ways to do the same work, of which the first is what the others are compared with. */
export interface Race {
  readonly name: string
  readonly title: string
  readonly unit: 'CPU s' | 'CPU ms' | 'CPU µs' | 'ms' | 'MiB' | '% of a core'
  /** Pieces of work in a run, for the rate; a rate makes sense only where the unit is CPU time. */
  readonly amount?: {readonly count: number; readonly of: string} | undefined
  readonly contenders: readonly Contender[]
  readonly skipped?: readonly Skipped[]
  readonly comparisons: readonly Comparison[]
  /** Rounds at least, whatever was asked for: cheap work is repeated more often. */
  readonly rounds?: number
}
