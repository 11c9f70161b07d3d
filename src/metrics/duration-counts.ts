import type {DurationCounts} from '../figures.ts'
import {createPool, fillPool} from './distribution.ts'
import {highestOf} from './hdr-layout.ts'
import type {Histogram} from './histogram.ts'
import type {HostRecord} from './host-record.ts'
import type {Registry} from './registry.ts'
import {EVER} from './window.ts'

/** All durations since the start: of everyone, then by plugin or directory. What has counted nothing is left out. */
export function durationCounts(registry: Registry, hosts: readonly HostRecord[]): DurationCounts[] {
  const pool = createPool()
  const counts: DurationCounts[] = []

  function add(metric: DurationCounts['metric'], labels: DurationCounts['labels'], from: readonly Histogram[]): void {
    fillPool(pool, from, EVER)
    if (pool.count === 0) return
    const buckets: {highest: number; count: number}[] = []
    pool.cells.forEach((count, cell) => {
      if (count > 0) buckets.push({highest: highestOf(pool.base + cell), count})
    })
    counts.push({metric, labels, max: Math.round(pool.max * pool.scale), buckets})
  }

  const whole = (metric: DurationCounts['metric']) => {
    add(metric, {}, registry.wholes(metric) as readonly Histogram[])
  }
  const plugins = hosts.flatMap(({plugins: own}) => [...own.values()])
  whole('plugin_load_time')
  for (const {instance, pluginName, loads} of plugins)
    add('plugin_load_time', {plugin_name: pluginName, instance}, loads.series)
  whole('plugin_initialize_time')
  for (const {instance, pluginName, initializations} of plugins)
    add('plugin_initialize_time', {plugin_name: pluginName, instance}, initializations.series)
  whole('plugin_discovery_time')
  for (const series of registry.series('plugin_discovery_time') as readonly Histogram[])
    add('plugin_discovery_time', Object.fromEntries(series.labels), [series])
  return counts
}
