/** Made when first used: it takes longer to come into being than all the rest of the templates. */
let words: Intl.Segmenter | undefined

/** Go's cases.Title for American English without lowering: the first letter of every word. */
export function title(text: string): string {
  words ??= new Intl.Segmenter('en-US', {granularity: 'word'})
  let result = ''
  for (const {segment} of words.segment(text)) {
    result += segment.replace(/[\p{L}\p{Nl}]/u, (letter) => {
      const upper = letter.toUpperCase()
      return [...upper].length === 1 ? upper : upper.charAt(0) + upper.slice(1).toLowerCase()
    })
  }
  return result
}

/** Go's strings.ToUpper, which maps one character to one. */
export function toUpper(text: string): string {
  return mapEach(text, (char) => char.toUpperCase())
}

/** Go's strings.ToLower, which maps one character to one. */
export function toLower(text: string): string {
  return mapEach(text, (char) => String.fromCodePoint(char.toLowerCase().codePointAt(0) ?? 0))
}

function mapEach(text: string, map: (char: string) => string): string {
  let result = ''
  for (const char of text) {
    const mapped = map(char)
    result += [...mapped].length === 1 ? mapped : char
  }
  return result
}
