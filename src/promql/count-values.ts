import {PlugmonError} from '../errors.ts'
import type {Aggregate} from './ast.ts'
import {createFrame, FLOAT, getCell} from './frame.ts'
import {groupLabels} from './grouping.ts'
import {describeHistogram} from './histogram/describe.ts'
import {withLabels, type Labels} from './labels.ts'
import type {VectorNode} from './node.ts'
import {formatNumber} from './number.ts'

/** count_values: how many series of a group have each value, which becomes a label. */
export function compileCountValues(aggregate: Aggregate, vector: VectorNode, label: string): VectorNode {
  if (label === '') throw new PlugmonError('bad-query', `invalid label name ${JSON.stringify(label)}`)
  const {grouping, without} = aggregate
  const labelsOf = groupLabels({grouping: without ? grouping : [...grouping, label], without})
  return {
    type: 'vector',
    evaluate(context) {
      const frame = vector.evaluate(context)
      const {steps} = frame
      const rows = new Map<string, {labels: Labels; counts: Float64Array}>()
      for (let cell = 0; cell < frame.kinds.length; cell++) {
        const value = getCell(frame, cell)
        if (value === undefined) continue
        const text = typeof value === 'number' ? formatNumber(value) : describeHistogram(value)
        const labels = labelsOf(withLabels(frame.labels[Math.floor(cell / steps)]!, {[label]: text}))
        let row = rows.get(labels.key)
        if (row === undefined) rows.set(labels.key, (row = {labels, counts: new Float64Array(steps)}))
        row.counts[cell % steps]!++
      }
      const counted = [...rows.values()]
      const result = createFrame(
        counted.map(({labels}) => labels),
        steps,
      )
      counted.forEach(({counts}, index) => {
        result.values.set(counts, index * steps)
        counts.forEach((count, step) => (result.kinds[index * steps + step] = count > 0 ? FLOAT : 0))
      })
      return result
    },
  }
}
