import {parseDuration} from '../../src/promql/duration.ts'
import {eventLine} from './event-line.ts'

/** Second 0 of every story: a tick, so that seconds in a story are those of the clock. */
export const STORY_START = Date.UTC(2026, 10, 22, 10)

/** What a story expects: at a tick, or when everything was read. */
export interface Expectation {
  /** `file:line` in front of every message about it. */
  readonly where: string
  /** When it is looked at; undefined: at the end. */
  readonly at: number | undefined
  readonly kind: string
  readonly text: string
}

/** A story as it is played. */
export interface Story {
  /** A rule file of its own, evaluated beside the built-in pack; empty when it brings none. */
  readonly rules: string
  /** The log, in the order in which it is written. */
  readonly lines: readonly string[]
  /** In the order in which they fall due. */
  readonly expectations: readonly Expectation[]
}

interface Happening {
  /** Seconds of the story, in milliseconds: when it is written. */
  readonly at: number
  /** The time that it tells. */
  readonly told: number
  readonly text: string
  readonly where: string
}

const AT = /^at (\S+) (?:as of (\S+) )?(.*)$/
const FROM = /^from (\S+) to (\S+) every (\S+) (.*)$/
const CLOCK = /^clock (-?)(\S+)$/
const EXPECT = /^expect (?:at (\S+)|end) (\w+) (.*)$/

/** Reads the text of a story; what is not understood is told with its place. */
export function readStory(story: string, name: string): Story {
  const happenings: Happening[] = []
  const expectations: Expectation[] = []
  const rules: string[] = []
  const clock: {at: number; byMs: number}[] = []

  function readLine(text: string, where: string): void {
    const ms = (duration: string | undefined) => durationMs(duration!, where)
    const expected = EXPECT.exec(text)
    if (expected !== null) {
      const [, at, kind, what] = expected
      expectations.push({where, at: at === undefined ? undefined : ms(at), kind: kind!, text: what!})
      return
    }
    const many = FROM.exec(text)
    if (many !== null) {
      const [, from, to, every, what] = many
      const stepMs = ms(every) || refuse(where, text)
      for (let at = ms(from); at <= ms(to); at += stepMs) happenings.push({at, told: at, text: what!, where})
      return
    }
    const [, written, asOf, what] = AT.exec(text) ?? refuse(where, text)
    const at = ms(written)
    const set = CLOCK.exec(what!)
    if (set === null) happenings.push({at, told: asOf === undefined ? at : ms(asOf), text: what!, where})
    else clock.push({at, byMs: ms(set[2]) * (set[1] === '-' ? -1 : 1)})
  }

  story.split('\n').forEach((text, index) => {
    if (text.startsWith('  ')) rules.push(text)
    else if (text !== '' && !text.startsWith('#') && text !== 'rules') readLine(text, `${name}:${String(index + 1)}`)
  })
  const hostTime = (at: number, told = at) =>
    clock.reduce((time, set) => (set.at <= at ? time + set.byMs : time), STORY_START + told)
  return {
    rules: rules.join('\n'),
    lines: happenings
      .toSorted((a, b) => a.at - b.at)
      .map(({at, told, text, where}) => eventLine(text, hostTime(at, told)) ?? refuse(where, text)),
    expectations: expectations
      .toSorted((a, b) => (a.at ?? Number.MAX_VALUE) - (b.at ?? Number.MAX_VALUE))
      .map((each) => ({...each, at: each.at === undefined ? undefined : hostTime(each.at)})),
  }
}

function durationMs(text: string, where: string): number {
  try {
    return parseDuration(text)
  } catch (error) {
    return refuse(where, (error as Error).message)
  }
}

function refuse(where: string, text: string): never {
  throw new Error(`${where}: not understood: ${text}`)
}
