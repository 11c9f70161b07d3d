import type {Context} from '../context.ts'
import type {Frame} from '../frame.ts'
import type {NativeHistogram} from '../histogram/native.ts'
import {labelValue, METRIC_NAME, type Labels} from '../labels.ts'
import {adopt, begin, createFollower, readerOf, reserveRows, write, type Follower, type Live} from './live.ts'

/** What becomes of one row of the operand; undefined leaves it absent. */
type RowFunction = (operand: Live, row: number, context: Context) => number | NativeHistogram | undefined

/** A function that makes one row of each row of its operand. */
export interface RowByRow {
  readonly operand: Follower
  /** Makes ready for a turn. */
  readonly bind: (context: Context) => {
    readonly apply: RowFunction
    /** Something else than the operand has changed, which counts for all rows. */
    readonly isOther: boolean
  }
  /** What takes the metric's name off the labels; rows keep their labels without it. */
  readonly withoutName?: ((labels: Labels) => Labels) | undefined
  /** Whether it can make something of a row without the others; once it cannot, `evaluate` serves for good. @default it can */
  readonly accepts?: ((operand: Live, row: number) => boolean) | undefined
  /** Serves where rows without their names might be the same. */
  readonly evaluate: (context: Context) => Frame
}

/** Follows such a function: a row moves with that of the operand. */
export function followRows({operand, bind, withoutName, accepts, evaluate}: RowByRow): Follower {
  const read = readerOf(operand)
  let labels: Labels[] = []
  let seen: readonly Labels[] | undefined
  let name: string | undefined
  let isAmbiguous = false
  let isRefused = false

  function append(of: Labels): void {
    labels.push(withoutName === undefined ? of : withoutName(of))
    if (withoutName === undefined) return
    name ??= labelValue(of, METRIC_NAME)
    const lost = of.names.length - labels.at(-1)!.names.length
    isAmbiguous ||= labelValue(of, METRIC_NAME) !== name || lost !== (name === '' ? 0 : 1)
  }

  return createFollower((live, context, isAnew) => {
    const {live: of, isAll} = read(context)
    const {list, count} = of.moved
    const rows = isAll ? of.labels.length : count
    if (accepts !== undefined && !isRefused) {
      for (let index = 0; index < rows; index++) isRefused ||= !accepts(of, isAll ? index : list[index]!)
    }
    const {apply, isOther} = bind(context)
    if (isAnew || seen !== of.labels) {
      labels = begin(live)
      seen = of.labels
      name = undefined
      isAmbiguous = false
    }
    const known = labels.length
    for (let row = known; row < of.labels.length; row++) append(of.labels[row]!)
    if (isAmbiguous || isRefused) {
      seen = undefined
      adopt(live, evaluate(context))
      return
    }
    reserveRows(live, labels.length)
    if (isAll || isOther) {
      for (let row = 0; row < labels.length; row++) write(live, row, apply(of, row, context))
      return
    }
    for (let index = 0; index < count; index++) write(live, list[index]!, apply(of, list[index]!, context))
  })
}
