/** Tags of one event; the monitor keeps no more. */
const MAX_TAGS = 64

/** Characters of one tag's value. */
const MAX_TAG_CHARS = 1024

/** Characters of a message or a stack. */
const MAX_TEXT_CHARS = 16_384

/** What a tag may hold; anything else is told as text. */
export type TagValue = string | number | boolean | null

/** Whatever it is as text, even what refuses to be one: cut at 16,384 characters. */
export function boundText(value: unknown, maxChars = MAX_TEXT_CHARS): string {
  try {
    return String(value).slice(0, maxChars)
  } catch {
    return `[${typeof value}]`
  }
}

/** A tag's value as JSON can hold it: a text is cut at 1,024 characters. */
function boundTag(value: unknown): TagValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return value
  return boundText(value, MAX_TAG_CHARS)
}

/** The first 64 tags; undefined when there are none, or none that can be read. */
export function boundTags(tags: unknown): Record<string, TagValue> | undefined {
  if (typeof tags !== 'object' || tags === null) return undefined
  try {
    const entries = Object.entries(tags).slice(0, MAX_TAGS)
    return entries.length > 0 ? Object.fromEntries(entries.map(([key, value]) => [key, boundTag(value)])) : undefined
  } catch {
    return undefined
  }
}
