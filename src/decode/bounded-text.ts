/** A message or a stack is for reading: what a screen can show of it fits, and 1,000 kept ones stay under 16 MiB. */
export const MAX_TEXT_CHARS = 16_384

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', {ignoreBOM: true})

/** The same text in memory of its own: V8 keeps the whole line alive for a slice of it. Half a surrogate pair becomes U+FFFD. */
export function flatCopy(text: string): string {
  return decoder.decode(encoder.encode(text))
}

/** The text, cut to `max` characters. */
export function boundText(text: string, max = MAX_TEXT_CHARS): string {
  return text.length <= max ? text : flatCopy(text.slice(0, max))
}
