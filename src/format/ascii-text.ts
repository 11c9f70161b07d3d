/** Our own signs and their ASCII, one character for one, so that columns stay where they are. */
const ASCII_OF: Readonly<Record<string, string>> = {
  '—': '-',
  '–': '-',
  µ: 'u',
  '…': '~',
  '⏎': ' ',
  '×': 'x',
  '·': '.',
  '→': '>',
  '≤': '<',
  '▲': '^',
  '◆': '?',
  '✗': 'x',
  '✓': 'v',
  '⇄': '~',
  '●': '*',
  '↻': '@',
  '✱': '!',
  '█': '#',
  '░': '.',
  '─': '-',
  '│': '|',
}

/** Text for terminals that know ASCII alone: our signs by their counterparts, accents dropped, anything else a `?`. */
export function asciiText(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, (char) => {
    const known = ASCII_OF[char]
    if (known !== undefined) return known
    const base = char.normalize('NFD').charAt(0)
    return base >= ' ' && base <= '~' ? base : '?'
  })
}
