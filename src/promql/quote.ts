/** Escapes that Go writes with a letter. */
const LETTERS: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
}

/** What Go's unicode.IsPrint refuses: control and format characters, surrogates, unassigned ones, and every space but U+0020. */
const UNPRINTABLE = /["\\]|(?! )[\p{C}\p{Z}]/gu

function escape(character: string): string {
  const letter = LETTERS[character]
  if (letter !== undefined) return letter
  const code = character.codePointAt(0)!
  const hex = code.toString(16)
  if (code < 0x80) return `\\x${hex.padStart(2, '0')}`
  return code > 0xffff ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`
}

/** A text in double quotes as Go's strconv.Quote writes it: how Prometheus prints strings, in expressions and in messages. */
export function quote(text: string): string {
  return `"${text.replace(UNPRINTABLE, escape)}"`
}

/** A character in single quotes as Go's %q prints a rune; the end of the input is U+FFFD. */
export function quoteRune(character: string): string {
  if (character === '') return "'\ufffd'"
  if (character === "'") return "'\\''"
  return character === '"' ? "'\"'" : `'${quote(character).slice(1, -1)}'`
}

/** A name that needs no quotes as a label: letters, digits and underscores, no digit first. */
function isPlainLabelName(name: string): boolean {
  return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)
}

/** A label name as it stands in an expression, quoted where it must be. */
export function labelName(name: string): string {
  return isPlainLabelName(name) ? name : quote(name)
}
