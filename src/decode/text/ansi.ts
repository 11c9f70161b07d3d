/** Colour and cursor sequences, titles and links, charset switches such as Jupyter's `ESC ( B`, and lone escapes. */

const ESCAPES =
  /\x1b(?:\[[0-?]{0,64}[ -/]{0,8}[@-~]|\][^\x07\x1b]{0,2048}(?:\x07|\x1b\\)|[ -/]{1,4}[0-~]|[@-Z\\-_a-z=>])?/g

/** The text without terminal sequences, so that a coloured log reads as a plain one. */
export function stripAnsi(text: string): string {
  return text.includes('\x1b') ? text.replace(ESCAPES, '') : text
}
