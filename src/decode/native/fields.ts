import type {Tags} from '../../event.ts'
import {boundText} from '../bounded-text.ts'
import type {RejectReason} from '../decoder.ts'
import type {Interner} from '../intern.ts'
import {parseIsoTime} from '../time/iso.ts'
import {liftTag, readLabels, readTags} from './tags.ts'

/** A parsed JSON object, its keys as the host wrote them. */
export type JsonObject = Readonly<Record<string, unknown>>

/** OpenTelemetry's names for fields of ours, looked for where ours is missing. */
const ALIASES: Readonly<Record<string, string>> = {
  host: 'service.name',
  instance: 'service.instance.id',
  pid: 'process.pid',
  error_type: 'error.type',
  stack: 'exception.stacktrace',
}
/** Past the year 275760 there is no date. */
const MAX_TIME = 8.64e15

/**
 * Reads the fields of one native event after another. The first field that is wrong is kept in `problem` and reading goes on with
 * placeholders, so that the readers of the types need neither exceptions nor checks.
 */
export interface Fields {
  /** Begins with another object; `type` is what complaints call it. A version of the protocol other than 1 is a problem. */
  open(type: string, object: JsonObject): void
  /** Why the open event is to be rejected; undefined while all is well. */
  readonly problem: {readonly reason: RejectReason; readonly detail: string} | undefined
  /** How many keys of the object no reader has asked for. */
  unknownKeys(): number
  fail(reason: RejectReason, complaint: string): void
  /** A string that is read by people, cut at 16,384 characters. */
  text(name: string): string
  optionalText(name: string): string | undefined
  /** A string that becomes a label: interned, not empty, cut at 1,024 characters. */
  label(name: string): string
  optionalLabel(name: string): string | undefined
  /** A label that hosts also write as a number: a version, an id. */
  optionalLooseLabel(name: string): string | undefined
  /** An identifier: unique, so not interned. */
  id(name: string): string
  optionalId(name: string): string | undefined
  oneOf<Word extends string>(name: string, words: readonly Word[]): Word
  optionalOneOf<Word extends string>(name: string, words: readonly Word[]): Word | undefined
  /** A finite number, at least `least`. */
  number(name: string, least?: number): number
  optionalNumber(name: string, least?: number): number | undefined
  /** RFC 3339, or milliseconds since the epoch. */
  time(name: string): number
  optionalTime(name: string): number | undefined
  list(name: string): readonly unknown[]
  tags(name: string): Tags
  optionalTags(name: string): Tags | undefined
  /** One of the tags that were read before it, as a label. */
  tagLabel(name: string): string | undefined
  optionalLabels(name: string): Readonly<Record<string, string>> | undefined
}

/** A reader of fields; `intern` is the table for its labels. */
export function createFields(intern: Interner): Fields {
  let type = ''
  let object: JsonObject = {}
  /** How many keys were asked for and found; `type` is one that the caller has read. */
  let taken = 1
  let problem: Fields['problem']
  let tags: Tags | undefined

  const fail = (reason: RejectReason, complaint: string): undefined => {
    problem ??= {reason, detail: `${type}: ${complaint}`}
  }
  /** The value of a field; null and absent are the same. */
  const take = (name: string): unknown => {
    let value = object[name]
    if (value === undefined) {
      const alias = ALIASES[name]
      if (alias === undefined) return undefined
      value = object[alias]
      if (value === undefined) return undefined
    }
    taken++
    return value ?? undefined
  }
  const needed = <Value>(name: string, value: Value | undefined, placeholder: Value): Value => {
    if (value === undefined) fail('missing-field', `${name} is missing`)
    return value ?? placeholder
  }

  const string = (name: string): string | undefined => {
    const value = take(name)
    if (value === undefined || typeof value === 'string') return value
    return fail('bad-field', `${name} is not a string`)
  }
  const optionalText = (name: string) => {
    const value = string(name)
    return value === undefined ? undefined : boundText(value)
  }
  const optionalLabel = (name: string) => {
    const value = string(name)
    return value === undefined ? undefined : intern(value)
  }
  const optionalLooseLabel = (name: string) => {
    const value = take(name)
    if (value === undefined) return undefined
    if (typeof value === 'string' || typeof value === 'number') return intern(String(value))
    return fail('bad-field', `${name} is neither a string nor a number`)
  }
  const optionalId = (name: string) => {
    const value = take(name)
    if (value === undefined) return undefined
    if (typeof value === 'string' || typeof value === 'number') return boundText(String(value), 1_024)
    return fail('bad-field', `${name} is neither a string nor a number`)
  }
  const optionalOneOf = <Word extends string>(name: string, words: readonly Word[]): Word | undefined => {
    const value = take(name)
    if (value === undefined) return undefined
    const word = words.find((candidate) => candidate === value)
    return word ?? fail('bad-field', `${name} is not one of ${words.join(', ')}`)
  }
  const optionalNumber = (name: string, least = -Infinity): number | undefined => {
    const value = take(name)
    if (value === undefined) return undefined
    if (typeof value !== 'number' || !Number.isFinite(value)) return fail('bad-field', `${name} is not a finite number`)
    return value >= least ? value : fail('bad-field', `${name} is less than ${least}`)
  }
  const optionalTime = (name: string): number | undefined => {
    const value = take(name)
    if (value === undefined) return undefined
    const time = typeof value === 'number' ? value : typeof value === 'string' ? parseIsoTime(value) : NaN
    return Math.abs(time) <= MAX_TIME
      ? time
      : fail('bad-time', `${name} is neither RFC 3339 nor milliseconds since the epoch`)
  }
  const optionalTags = (name: string): Tags | undefined => {
    const value = take(name)
    tags = value === undefined ? undefined : (readTags(value) ?? fail('bad-field', `${name} is not an object`))
    return tags
  }

  return {
    open(nextType, nextObject) {
      type = nextType
      object = nextObject
      taken = 1
      problem = undefined
      const version = take('v')
      if (version !== undefined && version !== 1) {
        fail(
          'bad-field',
          `v is ${JSON.stringify(version)?.slice(0, 20)}; this plugmon reads version 1: a newer one may read it`,
        )
      }
    },
    get problem() {
      return problem
    },
    unknownKeys: () => Object.keys(object).length - taken,
    fail,
    text: (name) => needed(name, optionalText(name), ''),
    optionalText,
    label(name) {
      const value = needed(name, optionalLabel(name), '?')
      if (value === '') fail('bad-field', `${name} is empty`)
      return value
    },
    optionalLabel,
    optionalLooseLabel,
    id: (name) => needed(name, optionalId(name), ''),
    optionalId,
    oneOf: (name, words) => needed(name, optionalOneOf(name, words), words[0]!),
    optionalOneOf,
    number: (name, least) => needed(name, optionalNumber(name, least), 0),
    optionalNumber,
    time: (name) => needed(name, optionalTime(name), 0),
    optionalTime,
    list(name) {
      const value = needed(name, take(name), [])
      if (Array.isArray(value)) return value
      fail('bad-field', `${name} is not a list`)
      return []
    },
    tags: (name) => needed(name, optionalTags(name), {}),
    optionalTags,
    tagLabel: (name) => liftTag(tags, name, intern),
    optionalLabels(name) {
      const value = take(name)
      if (value === undefined) return undefined
      return readLabels(value, intern) ?? fail('bad-field', `${name} is not an object of strings`)
    },
  }
}
