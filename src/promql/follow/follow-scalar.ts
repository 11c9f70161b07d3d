import type {Context} from '../context.ts'
import type {ScalarNode} from '../node.ts'

/** Reads scalars at every turn: gives their values, and tells whether any is another than at the turn before. */
export function followScalars(
  nodes: readonly ScalarNode[],
): (context: Context) => {readonly values: readonly number[]; readonly isOther: boolean} {
  const values: number[] = []
  return (context) => {
    let isOther = false
    nodes.forEach((node, index) => {
      const value = node.constant ?? node.evaluate(context)[0]
      if (Object.is(values[index], value)) return
      values[index] = value!
      isOther = true
    })
    return {values, isOther}
  }
}
