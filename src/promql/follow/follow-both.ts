import type {Context} from '../context.ts'
import type {Frame} from '../frame.ts'
import {adopt, createFollower, frameOf, readerOf, type Follower, type Operand} from './live.ts'

/** Follows what is made of two operands together: it is made anew when anything of either has moved. */
export function followBoth(
  lhs: Follower,
  rhs: Follower,
  combine: (left: Frame, right: Frame, context: Context) => Frame,
): Follower {
  const [readLeft, readRight] = [readerOf(lhs), readerOf(rhs)]
  return createFollower((live, context, isAnew) => {
    const left = readLeft(context)
    const right = readRight(context)
    if (isAnew || hasMoved(left) || hasMoved(right)) {
      adopt(live, combine(frameOf(left.live), frameOf(right.live), context))
    }
  })
}

function hasMoved({isAll, live}: Operand): boolean {
  return isAll || live.moved.count > 0
}
