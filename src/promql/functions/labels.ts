import {PlugmonError} from '../../errors.ts'
import {relabel} from '../frame.ts'
import {labelValue, memoizeLabels, withLabels, type Labels} from '../labels.ts'
import type {VectorNode} from '../node.ts'
import {compileLabelPattern, type LabelPattern} from '../regexp.ts'

/** label_replace: sets a label to what a pattern finds in another one, where it matches the whole of it. */
export function compileLabelReplace(
  vector: VectorNode,
  target: string,
  replacement: string,
  source: string,
  pattern: string,
): VectorNode {
  const compiled = compile(pattern)
  requireName(target, 'invalid destination label name in label_replace()')
  return mapLabels(vector, (labels) => {
    const value = compiled.expand(labelValue(labels, source), replacement)
    return value === undefined ? labels : withLabels(labels, {[target]: value})
  })
}

/** label_join: sets a label to the values of others, with a separator between them. */
export function compileLabelJoin(
  vector: VectorNode,
  target: string,
  separator: string,
  sources: readonly string[],
): VectorNode {
  for (const source of sources) requireName(source, 'invalid source label name in label_join()')
  requireName(target, 'invalid destination label name in label_join()')
  return mapLabels(vector, (labels) => {
    const value = sources.map((source) => labelValue(labels, source)).join(separator)
    return withLabels(labels, {[target]: value})
  })
}

function mapLabels(vector: VectorNode, change: (labels: Labels) => Labels): VectorNode {
  const changed = memoizeLabels(change)
  return {
    type: 'vector',
    evaluate(context) {
      const frame = vector.evaluate(context)
      return relabel(frame, frame.labels.map(changed))
    },
  }
}

/** Since UTF-8 names came, any text but the empty one names a label. */
function requireName(name: string, message: string): void {
  if (name === '') throw new PlugmonError('bad-query', `${message}: ${name}`)
}

function compile(pattern: string): LabelPattern {
  try {
    return compileLabelPattern(pattern)
  } catch (cause) {
    throw new PlugmonError('bad-query', `invalid regular expression in label_replace(): ${pattern}`, {cause})
  }
}
