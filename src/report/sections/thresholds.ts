import {formatCount} from '../../format/number.ts'
import {formatMeasure} from '../../format/rate.ts'
import type {ThresholdView} from '../../figures.ts'
import type {Snapshot} from '../../snapshot.ts'
import {figure, section, text, type Cell, type Section} from '../section.ts'
import {windowText} from '../window-text.ts'

const VERDICTS = {
  ok: {text: '✓ ok', tone: 'good'},
  over: {text: '✗ over', tone: 'bad'},
  'no-data': {text: '— no data', tone: 'dim'},
} as const satisfies Record<ThresholdView['verdict'], Cell>

/** Every limit with its verdict. */
export function thresholdSection({thresholds, window}: Snapshot): Section {
  return section(
    `Thresholds${windowText(window)}`,
    [text('METRIC'), figure('VALUE'), figure('LIMIT'), figure('N'), text('VERDICT')],
    thresholds,
    Infinity,
    (row) => [
      nameOf(row),
      {text: formatMeasure(row.value, row.unit), tone: row.verdict === 'over' ? 'bad' : undefined},
      formatMeasure(row.limit, row.unit),
      formatCount(row.count),
      VERDICTS[row.verdict],
    ],
  )
}

/** Of these metrics only a part is limited. */
const LIMITED_PART: Readonly<Record<string, string>> = {
  plugins_loaded: 'in error',
  plugin_state_changes: 'into error',
}

function nameOf({metric, quantile}: ThresholdView): string {
  if (quantile !== undefined) return `${metric} P${String(Number((quantile * 100).toFixed(3)))}`
  return [metric, LIMITED_PART[metric]].filter(Boolean).join(' ')
}
