import type {Context} from '../context.ts'
import {ABSENT} from '../frame.ts'
import type {NativeHistogram} from '../histogram/native.ts'
import type {Labels} from '../labels.ts'
import {readerOf, valueOf, type Follower, type Live} from './live.ts'

/** A row that is there, changed in place from turn to turn: the same object while it is. */
interface FollowedRow {
  readonly labels: Labels
  value: number | NativeHistogram
  /** Where it stands among all rows, those that are not there included. */
  readonly place: number
  /** Whatever the reader wants to find again with this row. */
  memo?: object | undefined
}

/** The rows that a followed result has at a turn: the same object at every turn, and good until the next one. */
export interface FollowedRows {
  /** In their order. */
  readonly rows: readonly FollowedRow[]
  /** What is other than at the turn before. */
  readonly since: {
    /** In their order. */
    readonly came: readonly FollowedRow[]
    /** With the values that they had last. */
    readonly went: readonly FollowedRow[]
    /** Those that may have another value; not those that came. */
    readonly moved: readonly FollowedRow[]
  }
}

/** Shows a followed result as rows. */
export function rowsOf(follow: Follower): (context: Context) => FollowedRows {
  const read = readerOf(follow)
  let seen: readonly Labels[] | undefined
  let known: (FollowedRow | undefined)[] = []
  let present: readonly FollowedRow[] | undefined
  const came: FollowedRow[] = []
  const went: FollowedRow[] = []
  const moved: FollowedRow[] = []

  function take(of: Live, index: number): void {
    const value = of.kinds[index] === ABSENT ? undefined : valueOf(of, index)
    const row = known[index]
    if (value === undefined) {
      if (row === undefined) return
      known[index] = undefined
      went.push(row)
    } else if (row === undefined) {
      const made: FollowedRow = {labels: of.labels[index]!, value, place: index, memo: undefined}
      known[index] = made
      came.push(made)
    } else {
      row.value = value
      moved.push(row)
    }
  }

  const answer: FollowedRows = {
    get rows() {
      return (present ??= known.filter((row) => row !== undefined))
    },
    since: {came, went, moved},
  }
  return (context) => {
    const {live, isAll} = read(context)
    const {list, count} = live.moved
    // An array that is emptied loses its room.
    if (came.length > 0) came.length = 0
    if (went.length > 0) went.length = 0
    if (moved.length > 0) moved.length = 0
    if (seen !== live.labels) {
      seen = live.labels
      for (const row of known) if (row !== undefined) went.push(row)
      known = []
    }
    if (isAll) for (let index = 0; index < live.labels.length; index++) take(live, index)
    else for (let place = 0; place < count; place++) take(live, list[place]!)
    if (came.some(({place}, index) => index > 0 && place < came[index - 1]!.place))
      came.sort((a, b) => a.place - b.place)
    if (came.length > 0 || went.length > 0) present = undefined
    return answer
  }
}
