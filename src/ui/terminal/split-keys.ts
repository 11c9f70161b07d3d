/** What is left of a chunk: its keys, and the beginning of a sequence that the next chunk may complete. */
export interface SplitKeys {
  readonly keys: readonly string[]
  readonly rest: string
}

/** Keys by the end of their CSI or SS3 sequence, without its parameters' modifiers. */
const BY_FINAL: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
  Z: 'shift-tab',
  M: 'enter',
}
/** Keys whose sequence is a number and a tilde. */
const BY_NUMBER: Readonly<Record<string, string>> = {
  '1': 'home',
  '3': 'delete',
  '4': 'end',
  '5': 'page-up',
  '6': 'page-down',
  '7': 'home',
  '8': 'end',
}
const CONTROLS: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\b': 'backspace',
  '\x7f': 'backspace',
  ' ': 'space',
}

const X10_MOUSE = /\x1b\[M[^]{3}/y
const CSI = /\x1b\[([0-?]*)[ -/]*([@-~])/y
const SS3 = /\x1bO([@-~])/y
/** Replies of a terminal that nobody asked for (OSC, DCS, APC). */
const STRING = /\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)/y
const UNFINISHED = /\x1b(?:\[[0-?]*[ -/]*|\[M[^]{0,2}|O|[\]P_^X][^\x07\x1b]*\x1b?)?$/y
/** Longest beginning of a sequence that is kept for the next chunk. */
const REST_MAX = 256

/**
 * Splits what a terminal sent into keys: 'up', 'page-down', 'enter', 'escape', 'ctrl-c', 'space' or the character itself. Typed ahead or
 * pasted, many come in one chunk. Sequences that are no key of ours (mouse, focus, function keys) vanish whole.
 */
export function splitKeys(chunk: string): SplitKeys {
  const keys: string[] = []
  let index = 0
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = index
    const found = pattern.exec(chunk)
    if (found) index += found[0].length
    return found
  }
  while (index < chunk.length) {
    const char = String.fromCodePoint(chunk.codePointAt(index) ?? 0)
    if (char !== '\x1b') {
      const key = nameOf(char)
      if (key !== undefined) keys.push(key)
      index += char.length
      continue
    }
    const start = index
    if (match(UNFINISHED)) return {keys, rest: chunk.slice(start, start + REST_MAX)}
    if (match(X10_MOUSE) || match(STRING)) continue
    const csi = match(CSI)
    const key = csi ? keyOfCsi(csi[1] ?? '', csi[2] ?? '') : match(SS3)?.[1]
    if (csi) {
      if (key !== undefined) keys.push(key)
    } else if (key !== undefined) {
      const named = BY_FINAL[key]
      if (named !== undefined) keys.push(named)
    } else {
      // Escape and something else: Alt with a key, or Escape pressed just before it. Both mean Escape first.
      keys.push('escape')
      index++
    }
  }
  return {keys, rest: ''}
}

function keyOfCsi(parameters: string, final: string): string | undefined {
  if (parameters.startsWith('<')) return undefined
  const first = parameters.split(';')[0] ?? ''
  if (final === '~') return BY_NUMBER[first]
  return final === 'M' ? undefined : BY_FINAL[final]
}

function nameOf(char: string): string | undefined {
  const known = CONTROLS[char]
  if (known !== undefined) return known
  if (char < ' ') return `ctrl-${String.fromCharCode(char.charCodeAt(0) + 0x60)}`
  return char >= '\x80' && char < '\xa0' ? undefined : char
}
