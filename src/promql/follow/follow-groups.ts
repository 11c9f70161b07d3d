import type {Context} from '../context.ts'
import type {Labels} from '../labels.ts'
import {begin, createFollower, readerOf, reserveRows, write, type Follower, type Live, type Written} from './live.ts'

/** What a group comes to; `members` are rows of the operand in their order, some of them absent. */
export type GroupFunction = (operand: Live, members: readonly number[], context: Context) => Written

/** Follows an aggregation: a group is computed anew, from all its members in their order, when one of them has moved. */
export function followGroups(operand: Follower, labelsOf: (row: Labels) => Labels, apply: GroupFunction): Follower {
  const read = readerOf(operand)
  let labels: Labels[] = []
  let seen: readonly Labels[] | undefined
  let numbers = new Map<string, number>()
  let members: number[][] = []
  let groupOf: number[] = []
  /** Groups to compute in this turn, and for each group the turn in which it was computed last. */
  let touched = new Int32Array(0)
  let computed: number[] = []

  function append(row: Labels): void {
    const group = labelsOf(row)
    let number = numbers.get(group.key)
    if (number === undefined) {
      number = labels.push(group) - 1
      numbers.set(group.key, number)
      members.push([])
      computed.push(-1)
    }
    members[number]!.push(groupOf.length)
    groupOf.push(number)
  }

  return createFollower((live, context, isAnew) => {
    const {live: of, isAll} = read(context)
    if (isAnew || seen !== of.labels) {
      labels = begin(live)
      seen = of.labels
      numbers = new Map()
      members = []
      groupOf = []
      computed = []
    }
    while (groupOf.length < of.labels.length) append(of.labels[groupOf.length]!)
    reserveRows(live, labels.length)
    if (isAll) {
      for (let group = 0; group < labels.length; group++) write(live, group, apply(of, members[group]!, context))
      return
    }
    if (touched.length < labels.length) touched = new Int32Array(2 * labels.length)
    let touchedCount = 0
    const {list, count} = of.moved
    for (let index = 0; index < count; index++) {
      const group = groupOf[list[index]!]!
      if (computed[group] === live.turns) continue
      computed[group] = live.turns
      touched[touchedCount++] = group
    }
    for (let index = 0; index < touchedCount; index++) {
      const group = touched[index]!
      write(live, group, apply(of, members[group]!, context))
    }
  })
}
