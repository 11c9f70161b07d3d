import stringWidth from 'string-width'

/** Bound of the table of measured characters; a screen shows a few hundred different ones. */
const REMEMBERED_MAX = 4096

const ASCII = /^[\x20-\x7e]*$/
/** Emoji that terminals draw one cell wide unless a variation selector follows, and cleanText leaves none. */
const TEXT_EMOJI = /^(?!\p{Emoji_Presentation})\p{Emoji}$/u

const remembered = new Map<string, number>()

/** Cells that one character (one code point) takes on a terminal: 0 for a combining mark, 2 for a wide one, else 1. */
export function cellsOfChar(char: string): number {
  const known = remembered.get(char)
  if (known !== undefined) return known
  if (remembered.size >= REMEMBERED_MAX) remembered.clear()
  const cells = TEXT_EMOJI.test(char) ? 1 : stringWidth(char)
  remembered.set(char, cells)
  return cells
}

/** Cells that a text without escape sequences takes on a terminal, counted as the writer places it: character by character. */
export function cellsOfText(text: string): number {
  if (ASCII.test(text)) return text.length
  let cells = 0
  for (const char of text) cells += char > '~' ? cellsOfChar(char) : 1
  return cells
}
