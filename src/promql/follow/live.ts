import type {Context} from '../context.ts'
import {ABSENT, FLOAT, HISTOGRAM, type Frame} from '../frame.ts'
import {histogramOfDraft, isDraft, type HistogramDraft} from '../histogram/draft.ts'
import {createHistogramRows, histogramAt, putRow, type HistogramRows} from '../histogram/histogram-rows.ts'
import type {NativeHistogram} from '../histogram/native.ts'
import type {Labels} from '../labels.ts'
import {addMoved, clearMoved, createMovedRows, reserveMoved, type MovedRows} from './moved-rows.ts'

/**
 * Results that are kept from turn to turn. Rules ask the same at every tick of series of which few change, so a part of an expression may
 * be *followed*: it keeps the frame of its last turn, is told which rows of its operands may have moved, computes only what depends on
 * those, and says which of its own rows moved in turn. Each of them computes with the very operations of the plain evaluator, in the same
 * order, so that the results are the same to the last bit. What has no follower of its own is evaluated plainly and says that all moved.
 */
export type Follower = (context: Context) => Live

/** An instant vector as of the last turn, changed in place. */
export interface Live {
  /** While it is the same list, rows stay what they are and new ones come behind them; another list has other rows. */
  labels: readonly Labels[]
  /** As in a frame of one step; only the first `labels.length` entries count. */
  values: Float64Array
  kinds: Uint8Array
  /** Of these rows as objects; those of the others stand in `drafted`. */
  histograms: (NativeHistogram | undefined)[]
  drafted: HistogramRows
  /** Since the turn before. */
  readonly moved: MovedRows
  /** Counts the turns, so that a reader sees whether it has missed one. */
  turns: number
}

/** What a follower does at a turn: brings its frame up to date. After a turn that failed, and at the first one, `isAnew` and all moved. */
type Update = (live: Live, context: Context, isAnew: boolean) => void

/** A follower with a frame of its own; asked again in the same turn it answers the same. */
export function createFollower(update: Update): Follower {
  const live: Live = {
    labels: [],
    values: new Float64Array(0),
    kinds: new Uint8Array(0),
    histograms: [],
    drafted: createHistogramRows(),
    moved: createMovedRows(),
    turns: 0,
  }
  let turn: object | undefined
  let isSound = false
  return (context) => {
    if (isSound && turn === context.turn) return live
    const isAnew = !isSound
    isSound = false
    turn = context.turn
    live.turns++
    clearMoved(live.moved)
    live.moved.isAll = isAnew
    update(live, context, isAnew)
    isSound = true
    return live
  }
}

/** The follower of what has to be evaluated anew at every turn. */
export function followPlainly(evaluate: (context: Context) => Frame): Follower {
  return createFollower((live, context) => {
    adopt(live, evaluate(context))
  })
}

/** Takes a frame of one step over as it is. */
export function adopt(live: Live, {labels, values, kinds, histograms}: Frame): void {
  live.labels = labels
  live.values = values
  live.kinds = kinds
  live.histograms = histograms ?? []
  live.moved.isAll = true
}

/** Begins with a frame without rows, all of which will have moved; gives the list to which their labels are to be appended. */
export function begin(live: Live): Labels[] {
  const labels: Labels[] = []
  live.labels = labels
  live.values = new Float64Array(0)
  live.kinds = new Uint8Array(0)
  live.histograms = []
  live.drafted = createHistogramRows()
  live.moved.isAll = true
  return labels
}

/** Makes room for that many rows, absent at first, in a frame that is no adopted one. */
export function reserveRows(live: Live, rows: number): void {
  reserveMoved(live.moved, rows)
  if (rows <= live.kinds.length) return
  const capacity = Math.max(rows, 2 * live.kinds.length)
  const {values, kinds} = live
  live.values = new Float64Array(capacity)
  live.values.set(values)
  live.kinds = new Uint8Array(capacity)
  live.kinds.set(kinds)
  reserveMoved(live.moved, capacity)
}

/** What stands in a row: a float, a histogram, or undefined. */
export function valueOf(live: Live, row: number): number | NativeHistogram | undefined {
  const kind = live.kinds[row]
  if (kind === FLOAT) return live.values[row]!
  return kind === HISTOGRAM ? histogramOf(live, row) : undefined
}

/** The histogram that stands in a row, as an object. */
export function histogramOf({histograms, drafted}: Live, row: number): NativeHistogram {
  return (histograms[row] ??= histogramAt(drafted, row))
}

/** What can be written into a row; undefined for none. */
export type Written = number | NativeHistogram | HistogramDraft | undefined

/** Writes into a row; the row has moved unless the same stood there. */
export function write(live: Live, row: number, value: Written): void {
  const {kinds, values, moved} = live
  const before = kinds[row]!
  if (typeof value === 'number') {
    if (before === FLOAT && Object.is(values[row], value)) return
    values[row] = value
    kinds[row] = FLOAT
  } else if (value !== undefined) {
    live.histograms[row] = isDraft(value) ? keepDraft(live, row, value) : value
    kinds[row] = HISTOGRAM
  } else if (before === ABSENT) return
  else kinds[row] = ABSENT
  if (before === HISTOGRAM && kinds[row] !== HISTOGRAM) live.histograms[row] = undefined
  if (!moved.isAll) addMoved(moved, row)
}

/** Copies a draft to where drafts stand, or else makes it an object. */
function keepDraft({drafted}: Live, row: number, draft: HistogramDraft): NativeHistogram | undefined {
  return putRow(drafted, row, draft) ? undefined : histogramOfDraft(draft, 'gauge')
}

/** As a frame of its own, for a part that is evaluated plainly; good for this turn. Lists of labels are the same for the same rows. */
export function frameOf(live: Live): Frame {
  const {values, kinds, histograms} = live
  const labels = shownLabels(live)
  const rows = labels.length
  for (let row = 0; row < rows; row++) if (kinds[row] === HISTOGRAM) histogramOf(live, row)
  return {
    steps: 1,
    labels,
    values: values.subarray(0, rows),
    kinds: kinds.subarray(0, rows),
    histograms: histograms.length === 0 ? undefined : histograms,
  }
}

const shown = new WeakMap<readonly Labels[], readonly Labels[]>()

/** The list of labels as it is now: what is derived from a list is remembered by it, so it must not grow. */
function shownLabels({labels}: Live): readonly Labels[] {
  let copy = shown.get(labels)
  if (copy?.length !== labels.length) {
    copy = labels.slice()
    shown.set(labels, copy)
  }
  return copy
}

/** What a follower knows of the operand that it reads. */
export interface Operand {
  live: Live
  /** Any row may have moved: `live.moved` tells only of the last turn, and this reader has missed one. */
  isAll: boolean
}

/** Reads an operand once in every turn of the reader. */
export function readerOf(follow: Follower): (context: Context) => Operand {
  let turns = NaN
  const operand: Operand = {live: undefined as unknown as Live, isAll: true}
  return (context) => {
    const live = follow(context)
    operand.live = live
    operand.isAll = live.moved.isAll || live.turns !== turns + 1
    turns = live.turns
    return operand
  }
}
