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

/** Which rung counts, for each metric of one instance. */
export interface Ladder {
  /** Whether what this rung tells counts. When it is higher than all before, what those had counted is withdrawn first. */
  counts(metric: LadderMetric, rung: Rung): boolean
}

/** @param withdraw forgets what was counted for a metric of the instance */
export function createLadder(withdraw: (metric: LadderMetric) => void): Ladder {
  const heights = Object.fromEntries(Object.keys(LADDERS).map((metric) => [metric, -1])) as Record<LadderMetric, number>
  return {
    counts(metric, rung) {
      const height = HEIGHTS[metric][rung]
      const highest = heights[metric]
      if (height <= highest) return height === highest
      heights[metric] = height
      if (highest >= 0) withdraw(metric)
      return true
    },
  }
}

/** Heights by name, so that asking costs two property reads. */
const HEIGHTS = Object.fromEntries(
  Object.entries(LADDERS).map(([metric, rungs]: [string, readonly Rung[]]) => [
    metric,
    Object.fromEntries(
      (['text', 'span', 'state', 'error', 'metric'] as const).map((rung) => [rung, rungs.indexOf(rung)]),
    ),
  ]),
) as Record<LadderMetric, Record<Rung, number>>

/** Whether a metric of that name has a ladder. */
export function isLadderMetric(name: string): name is Exclude<LadderMetric, 'states'> {
  return name !== 'states' && Object.hasOwn(LADDERS, name)
}
