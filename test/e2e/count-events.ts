/** What a report has to say about a native log, counted anew in the plainest way. */
export function countEvents(lines: readonly string[]) {
  const count = {errors: 0, load_failures: 0, state_changes: 0}
  const levels: Record<string, number> = {DEBUG: 0, INFO: 0, WARNING: 0, ERROR: 0, CRITICAL: 0}
  const states = new Map<string, string>()
  const loads = new Map<string, number[]>()
  const errorTypes = new Map<string, number>()
  for (const line of lines) {
    const event = JSON.parse(line)
    if (event.type === 'log') levels[event.level]! += 1
    if (event.type === 'error') {
      count.errors++
      errorTypes.set(event.error_type, (errorTypes.get(event.error_type) ?? 0) + 1)
    }
    if (event.type === 'state') {
      count.state_changes++
      states.set(event.plugin_name, event.new_state)
    }
    if (event.type === 'span' && event.name === 'plugin.load') {
      const name = event.tags.plugin_name
      if (event.status === 'ok') loads.set(name, [...(loads.get(name) ?? []), event.duration_ms / 1_000])
      else count.load_failures++
    }
  }
  const inState = (...wanted: string[]) => [...states.values()].filter((state) => wanted.includes(state)).length
  return {
    totals: {
      events: lines.length,
      plugins: states.size,
      loaded: inState('loaded', 'initialized'),
      error: inState('error'),
      unloaded: inState('unloaded'),
      ...count,
    },
    levels,
    /** Durations of loads by plugin, in seconds. */
    loads,
    errors_by_type: [...errorTypes]
      .map(([error_type, number]) => ({error_type, count: number}))
      .sort((left, right) => right.count - left.count),
  }
}

/** The nearest-rank percentile. */
export function percentile(values: readonly number[], quantile: number): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.max(0, Math.ceil(quantile * sorted.length) - 1)]!
}
