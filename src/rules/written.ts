import type {Sample} from '../promql/evaluate.ts'
import type {Labels} from '../promql/labels.ts'
import type {Output} from './query.ts'

/** A series of a rule with the value that it has at an evaluation: the same object for as long as the rule writes it. */
export interface Written {
  readonly labels: Labels
  readonly output: Output
  value: Sample['value']
  /** The last evaluation of the group, by number, at which it was written. */
  round: number
}
