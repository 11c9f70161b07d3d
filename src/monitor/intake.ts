import type {SourceItem} from '../source/source.ts'
import type {Lane} from './lane.ts'
import {hasEvents, headTime} from './lane.ts'
import type {LongTick} from './long-tick.ts'

/** How long a live source may keep the others waiting before it counts as caught up: what comes later is news, not history. */
const PATIENCE_MS = 250

/** How long events are worked on before keys, timers and sockets get their turn. */
const BREATH_MS = 8
/** Events between two looks at the wall clock, a tenth of a millisecond's work; what takes long is a tick, and live it ends a run. */
const EVENTS_A_RUN = 256

/** What the intake needs of its owner. */
export interface IntakeOptions {
  readonly lanes: readonly Lane[]
  /** Takes one item: decodes a block into the lane's batch, counts the rest. */
  readonly take: (lane: Lane, item: SourceItem) => void
  /**
   * Gives the event at the head of a lane in its place among all sources, and those after it that are not later than `time`, up to
   * `most`; fewer where a tick takes long. Moves the head on.
   */
  readonly give: (lane: Lane, time: number, most: number) => void
  /** While it is open no event is given. */
  readonly longTick: Pick<LongTick, 'isOpen' | 'goOn'>
  /** The source is at its end; what is left of it is the lane's batch. */
  readonly end: (lane: Lane) => void
  /** Live: a source that says nothing for a while holds nobody up. Otherwise every source is waited for. */
  readonly isLive: boolean
  readonly now: () => number
}

/**
 * Reads all sources to their ends. What several sources hold at the start is merged by the time in their events, so that two logs of
 * one day are one day; afterwards everything is taken as it comes.
 */
export async function runIntake(options: IntakeOptions, signal: AbortSignal): Promise<void> {
  const pulls = options.lanes.map((lane) => createPull(lane, options, signal))
  if (pulls.length > 1) await readHistory(pulls, options)
  await Promise.all(pulls.map((pull) => readOn(pull, options)))
}

/** One lane with its unanswered question. */
interface Pull {
  readonly lane: Lane
  /** Takes the next item; false at the end. */
  next(): Promise<boolean>
  isOver: boolean
}

function createPull(lane: Lane, {take, end, now}: IntakeOptions, signal: AbortSignal): Pull {
  const iterator = lane.source.items(signal)[Symbol.asyncIterator]()
  let asked: Promise<boolean> | undefined
  const pull: Pull = {
    lane,
    isOver: false,
    next() {
      // The question outlives an impatient asker: no item is ever asked for twice.
      lane.askedAt ??= now()
      asked ??= iterator.next().then(({done, value}) => {
        asked = undefined
        lane.askedAt = undefined
        if (done === true) {
          pull.isOver = true
          end(lane)
          return false
        }
        take(lane, value)
        return true
      })
      return asked
    },
  }
  return pull
}

async function readOn(pull: Pull, options: IntakeOptions): Promise<void> {
  const breath = createBreath(options.now)
  do await giveUpTo(pull.lane, Infinity, options, breath)
  while (!pull.isOver && (await pull.next()))
  await giveUpTo(pull.lane, Infinity, options, breath)
}

async function readHistory(pulls: readonly Pull[], options: IntakeOptions): Promise<void> {
  const {isLive} = options
  const breath = createBreath(options.now)
  let reading = [...pulls]
  for (;;) {
    await Promise.all(reading.map((pull) => fill(pull, isLive)))
    reading = reading.filter(({lane}) => hasEvents(lane))
    if (reading.length === 0) return
    const [first, second] = reading.toSorted(({lane: left}, {lane: right}) => headTime(left) - headTime(right))
    const isEarlier = reading.indexOf(first!) < reading.indexOf(second!)
    await giveUpTo(
      first!.lane,
      second === undefined ? Infinity : lastBefore(headTime(second.lane), isEarlier),
      options,
      breath,
    )
  }
}

/**
 * The last time that comes before an event of another source: its own where the source is the earlier one in the list, else the number before.
 * So the order does not depend on where blocks end.
 */
function lastBefore(time: number, isEarlier: boolean): number {
  return isEarlier ? time : time - Math.abs(time) * 2 ** -53
}

/** Lets keys, timers and sockets have their turn when the work has lasted long enough. */
interface Breath {
  isDue(): boolean
  take(): Promise<void>
}

function createBreath(now: () => number): Breath {
  let takenAt = now()
  return {
    isDue: () => now() - takenAt > BREATH_MS,
    async take() {
      await new Promise((resolve) => setImmediate(resolve))
      takenAt = now()
    },
  }
}

/** Asks until there is an event to compare, or no more history. */
async function fill(pull: Pull, isLive: boolean): Promise<void> {
  while (!hasEvents(pull.lane) && !pull.lane.isCaughtUp && !pull.isOver) {
    if (!isLive) await pull.next()
    else if (!(await answersSoon(pull.next()))) pull.lane.isCaughtUp = true
  }
}

async function answersSoon(answer: Promise<boolean>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const patience = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, false)
  })
  const isSoon = await Promise.race([answer.then(() => true), patience])
  clearTimeout(timer)
  return isSoon
}

/** Gives the first event, and those after it that are not later than `time`. */
async function giveUpTo(lane: Lane, time: number, options: IntakeOptions, breath: Breath): Promise<void> {
  if (!hasEvents(lane)) return
  const {give, longTick} = options
  do {
    if (longTick.isOpen) await finishTick(longTick, breath)
    give(lane, time, EVENTS_A_RUN)
    if (breath.isDue()) await breath.take()
  } while (hasEvents(lane) && headTime(lane) <= time)
  if (longTick.isOpen) await finishTick(longTick, breath)
}

async function finishTick(tick: IntakeOptions['longTick'], breath: Breath): Promise<void> {
  while (tick.isOpen) {
    tick.goOn()
    if (breath.isDue()) await breath.take()
  }
}
