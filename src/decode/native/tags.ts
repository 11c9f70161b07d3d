import type {Tags} from '../../event.ts'
import {boundText} from '../bounded-text.ts'
import type {Interner} from '../intern.ts'

/** More tags than that are a data structure, not tags; the rest is left out. */
const MAX_TAGS = 64
/** What a person may want to read of one tag. */
const MAX_TAG_CHARS = 1_024

type Scalar = string | number | boolean | null

function isPlain(value: unknown): value is Scalar {
  if (typeof value === 'string') return value.length <= MAX_TAG_CHARS
  return typeof value === 'number' || typeof value === 'boolean' || value === null
}

/** A value as a tag: what is nested becomes JSON, what is long is cut. */
function toScalar(value: unknown): Scalar {
  if (isPlain(value)) return value
  return boundText(typeof value === 'string' ? value : JSON.stringify(value), MAX_TAG_CHARS)
}

/** The tags of an object out of JSON.parse, bounded. Undefined for what is no object. */
export function readTags(value: unknown): Tags | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const object = value as Record<string, unknown>
  let count = 0
  let isBounded = true
  for (const key in object) if (++count > MAX_TAGS || !isPlain(object[key])) isBounded = false
  return isBounded
    ? (object as Tags)
    : Object.fromEntries(
        Object.entries(object)
          .slice(0, MAX_TAGS)
          .map(([key, tag]) => [key, toScalar(tag)]),
      )
}

/** A tag that becomes a label: as a text, interned. One that is null is absent. */
export function liftTag(tags: Tags | undefined, name: string, intern: Interner): string | undefined {
  const tag = tags?.[name]
  return tag === undefined || tag === null ? undefined : intern(String(tag))
}

/** The labels of a metric: as tags, but every value is a string, interned. Undefined where a value is nested. */
export function readLabels(value: unknown, intern: Interner): Readonly<Record<string, string>> | undefined {
  const tags = readTags(value)
  if (tags === undefined) return undefined
  return Object.fromEntries(Object.entries(tags).map(([name, label]) => [name, intern(String(label ?? ''))]))
}
