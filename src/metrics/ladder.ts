/**
 * One fact is counted once (DESIGN.md section 3): a host may tell the same load as a metric, a span, a state and a log line. For each
 * metric of an instance only the highest rung that has spoken counts.
 */

/** In what form a fact is told. */
export type Rung = 'text' | 'span' | 'state' | 'error' | 'metric'

/** The rungs of each metric, lowest first. `states` is what is known of the plugins themselves, from which `plugins_loaded` is counted. */
const LADDERS = {
  plugin_load_time: ['text', 'span', 'metric'],
  plugin_initialize_time: ['text', 'span', 'metric'],
  plugin_discovery_time: ['text', 'span', 'metric'],
  plugin_load_failures: ['text', 'state', 'span', 'metric'],
  plugin_errors: ['text', 'span', 'error', 'metric'],
  plugin_state_changes: ['text', 'span', 'state', 'metric'],
  plugins_loaded: ['state', 'metric'],
  states: ['text', 'span', 'state'],
} as const satisfies Record<string, readonly Rung[]>

/** A metric that several rungs can tell. */
export type LadderMetric = keyof typeof LADDERS

/** Which rung counts for one metric of one instance. */
interface Step {
  /** Whether what this rung tells counts. When it is higher than all before, what those had counted is withdrawn first. */
  counts(rung: Rung): boolean
}

/** Which rung counts, for each metric of one instance. */
export type Ladder = Readonly<Record<LadderMetric, Step>>

/** @param withdraw forgets what was counted for a metric of the instance */
export function createLadder(withdraw: (metric: LadderMetric) => void): Ladder {
  const entries = Object.entries(LADDERS) as [LadderMetric, readonly Rung[]][]
  return Object.fromEntries(
    entries.map(([metric, rungs]) => [metric, createStep(rungs, () => withdraw(metric))]),
  ) as unknown as Ladder
}

function createStep(rungs: readonly Rung[], withdraw: () => void): Step {
  let speaker: Rung | undefined
  let highest = -1
  return {
    counts(rung) {
      // Nearly always it is the same one again.
      if (rung === speaker) return true
      const height = rungs.indexOf(rung)
      if (height <= highest) return false
      const wasSilent = speaker === undefined
      speaker = rung
      highest = height
      if (!wasSilent) withdraw()
      return true
    },
  }
}

/** Whether a metric of that name has a ladder. */
export function isLadderMetric(name: string): name is Exclude<LadderMetric, 'states'> {
  return name !== 'states' && Object.hasOwn(LADDERS, name)
}
