import type {PluginView} from '../snapshot.ts'

/** The orders of the plugin table, as `s` walks them. */
export const SORTS = ['severity', 'name', 'P99', 'loads', 'errors', 'changes', 'cpu', 'memory'] as const

/** One of those orders. */
export type Sort = (typeof SORTS)[number]

/** What each order looks at, largest first; by name it is nothing. */
const FIGURES: Readonly<Record<Sort, (plugin: PluginView) => number>> = {
  severity: ({severity}) => severity,
  name: () => 0,
  P99: ({load}) => load.p99 ?? -1,
  loads: ({load}) => load.count,
  errors: ({errorsPerMinute}) => errorsPerMinute,
  changes: ({changesPerHour}) => changesPerHour,
  cpu: ({cpuRatio}) => cpuRatio ?? -1,
  memory: ({memoryBytes}) => memoryBytes ?? -1,
}

/** The plugins in an order; equals stand by name and instance, so that no row jumps without a reason. */
export function sortPlugins(plugins: readonly PluginView[], sort: Sort): readonly PluginView[] {
  const figure = FIGURES[sort]
  const ranks = ranksOf(plugins)
  const rank = ({pluginName}: PluginView): number => ranks.get(pluginName) ?? 0
  return plugins.toSorted((a, b) => figure(b) - figure(a) || rank(a) - rank(b))
}

/** By characters, numbers within by their size: auth-3 before auth-12. */
const {compare} = new Intl.Collator('en', {numeric: true})

let lastRanks: ReadonlyMap<string, number> = new Map()

/** The place of each name among all; names seldom change, and comparing ten thousand of them takes longer than a frame may. */
function ranksOf(plugins: readonly PluginView[]): ReadonlyMap<string, number> {
  const names = new Set(plugins.map(({pluginName}) => pluginName))
  if (names.size === lastRanks.size && plugins.every(({pluginName}) => lastRanks.has(pluginName))) return lastRanks
  lastRanks = new Map([...names].sort(compare).map((name, rank) => [name, rank]))
  return lastRanks
}
