/** A message or a stack is for reading: what a screen can show of it fits, and 1,000 kept ones stay under 16 MiB. */
export const MAX_TEXT_CHARS = 16_384

/** Room for a short text in UTF-8: making a buffer for each would take twice as long. */
const room = Buffer.allocUnsafe(3_072)
const MAX_SHORT_CHARS = room.length / 3

/** The same text in memory of its own: V8 keeps the whole line alive for a slice of it. Half a surrogate pair becomes U+FFFD. */
export function flatCopy(text: string): string {
  if (text.length > MAX_SHORT_CHARS) return Buffer.from(text).toString()
  return room.toString('utf8', 0, room.write(text))
}

/** The text, cut to `max` characters. */
export function boundText(text: string, max = MAX_TEXT_CHARS): string {
  return text.length <= max ? text : flatCopy(text.slice(0, max))
}
