import type {Context} from '../context.ts'
import {ABSENT} from '../frame.ts'
import type {NativeHistogram} from '../histogram/native.ts'
import type {Labels} from '../labels.ts'
import {readerOf, valueOf, type Follower, type Live} from './live.ts'

/** A row that is there, changed in place from turn to turn. */
export interface FollowedRow {
  readonly labels: Labels
  value: number | NativeHistogram
  /** Whatever the reader wants to find again with this row. */
  memo?: object | undefined
}

/** The rows that a followed result has at a turn, in their order; good until the next turn, and the same object while a row is there. */
export function rowsOf(follow: Follower): (context: Context) => readonly FollowedRow[] {
  const read = readerOf(follow)
  let seen: readonly Labels[] | undefined
  let rows: (FollowedRow | undefined)[] = []
  let present: FollowedRow[] = []

  /** Takes a row over; tells whether it came or went. */
  function take(of: Live, row: number): boolean {
    const value = of.kinds[row] === ABSENT ? undefined : valueOf(of, row)
    const known = rows[row]
    if (value !== undefined && known !== undefined) known.value = value
    else rows[row] = value === undefined ? undefined : {labels: of.labels[row]!, value}
    return (value === undefined) !== (known === undefined)
  }

  return (context) => {
    const {live, isAll} = read(context)
    const {list, count} = live.moved
    let isOther = false
    if (seen !== live.labels) {
      seen = live.labels
      rows = []
      isOther = true
    }
    if (isAll) for (let row = 0; row < live.labels.length; row++) isOther = take(live, row) || isOther
    else for (let index = 0; index < count; index++) isOther = take(live, list[index]!) || isOther
    if (isOther) present = rows.filter((row) => row !== undefined)
    return present
  }
}
