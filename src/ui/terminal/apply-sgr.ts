/** Bound of the table of remembered styles; a theme makes a few dozen. */
const REMEMBERED_MAX = 1000

/** Which parameters a closing one takes back: 22 ends bold and dim, 39 and 49 the colours. */
const CLOSES: Readonly<Record<string, readonly string[]>> = {
  '22': ['1', '2'],
  '23': ['3'],
  '24': ['4'],
  '27': ['7'],
  '29': ['9'],
  '39': ['foreground'],
  '49': ['background'],
}

const remembered = new Map<string, string>()

/**
 * The style that holds after an SGR sequence: `style` and the answer are parameter lists that set it from a reset terminal
 * ('' for none, '1;31' for bold red), `parameters` are those of the sequence. One style has one spelling.
 */
export function applySgr(style: string, parameters: string): string {
  const key = `${style}|${parameters}`
  const known = remembered.get(key)
  if (known !== undefined) return known
  if (remembered.size >= REMEMBERED_MAX) remembered.clear()
  const set = new Map<string, string>()
  for (const part of parts(style)) set.set(slotOf(part), part)
  for (const part of parts(parameters || '0')) {
    const closed = CLOSES[part]
    if (Number(part) === 0) set.clear()
    else if (closed) for (const slot of closed) set.delete(slot)
    else set.set(slotOf(part), part)
  }
  const result = [...set.values()].sort().join(';')
  remembered.set(key, result)
  return result
}

/** Splits a parameter list; an extended colour (38;5;n, 38;2;r;g;b) stays in one piece. */
function parts(parameters: string): string[] {
  return parameters.match(/[34]8;(?:5;\d+|2;\d+;\d+;\d+)|\d+/g) ?? []
}

function slotOf(part: string): string {
  if (/^(?:3\d|9\d)/.test(part)) return 'foreground'
  return /^(?:4\d|10\d)/.test(part) ? 'background' : part
}
