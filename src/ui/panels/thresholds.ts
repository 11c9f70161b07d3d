import {formatCount} from '../../format/number.ts'
import {formatMeasure} from '../../format/rate.ts'
import type {ThresholdView} from '../../figures.ts'
import {fitColumns, rowLine, type FittedColumns} from '../columns.ts'
import {FEW_SAMPLES, nameOfLimit} from '../limits.ts'
import type {Segment} from '../line.ts'
import {hasNoData} from '../nothing.ts'
import type {ListPanel} from '../panel.ts'
import type {Scene} from '../scene.ts'
import {signOfVerdict} from '../signs.ts'

/** Every limit with its figure and verdict; no data is said in words. */
export const thresholdsPanel: ListPanel = {
  title(scene) {
    if (hasNoData(scene)) return 'Thresholds'
    const over = scene.snapshot.thresholds.filter(({verdict}) => verdict === 'over').length
    return `Thresholds · ${over} over`
  },
  rows(scene, width) {
    const columns = fitted(scene, width)
    return scene.snapshot.thresholds.map((threshold) => ({
      id: `${threshold.metric} ${threshold.quantile ?? ''}`,
      search: nameOfLimit(threshold),
      line: () => rowLine(columns, threshold),
    }))
  },
  empty: () => [['no limit is set', 'dim']],
}

function fitted({theme}: Scene, width: number): FittedColumns<ThresholdView> {
  return fitColumns<ThresholdView>(
    [
      {title: '', width: 1, align: 'left', rank: 0, cell: ({verdict}) => signOfVerdict(verdict, theme.glyphs)},
      {
        title: '',
        width: 13,
        growsTo: 22,
        align: 'left',
        rank: 0,
        cell: (threshold) => theme.clean(nameOfLimit(threshold)),
      },
      {title: '', width: 8, align: 'right', rank: 0, cell: valueOf},
      {
        title: '',
        width: 9,
        align: 'right',
        rank: 0,
        cell: ({limit, unit, quantile}) => [
          `${quantile === undefined ? '≤' : '<'} ${formatMeasure(limit, unit)}`,
          'dim',
        ],
      },
      {
        title: '',
        width: 9,
        align: 'right',
        rank: 1,
        cell: ({count, quantile}) => [quantile === undefined ? '' : `n ${formatCount(count)}`, 'dim'],
      },
    ],
    width,
  )
}

function valueOf({value, unit, verdict, count, quantile}: ThresholdView): Segment {
  if (verdict === 'no-data') return ['no data', 'dim']
  const text = formatMeasure(value, unit)
  if (verdict === 'over') return [text, 'critical']
  return quantile === 0.99 && count < FEW_SAMPLES ? [text, 'dim'] : text
}
