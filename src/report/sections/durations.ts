import {formatCount} from '../../format/number.ts'
import {formatSeconds} from '../../format/seconds.ts'
import type {Distribution} from '../../figures.ts'
import type {Snapshot} from '../../snapshot.ts'
import {figure, section, text, type Cell, type Section} from '../section.ts'

/** Directories that are listed; the JSON has them all. */
const LIMIT = 20
/** Of fewer samples a P99 is only the largest of them. */
const SOLID_P99 = 100

/** Where the time goes: loading, initializing, discovery by directory, over the whole period. */
export function durationSection({load, initialize, discoveryByDirectory}: Snapshot): Section {
  const discovery = discoveryByDirectory.map(({directory, start}) => ({name: `discovery ${directory}`, start}))
  return section(
    'Durations',
    [text('OF', true), ...['N', 'MIN', 'MEAN', 'P50', 'P90', 'P95', 'P99', 'MAX'].map(figure)],
    [{name: 'load', ...load}, {name: 'initialize', ...initialize}, ...discovery],
    LIMIT,
    ({name, start}) => [
      name,
      formatCount(start.count),
      ...[start.min, start.mean, start.p50, start.p90, start.p95].map(formatSeconds),
      p99Cell(start),
      formatSeconds(start.max),
    ],
  )
}

/** A P99, dimmed where too few samples stand behind it. */
export function p99Cell({p99, count}: Distribution): Cell {
  return {text: formatSeconds(p99), tone: count < SOLID_P99 ? 'dim' : undefined}
}
