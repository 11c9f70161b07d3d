/**
 * What a text must have for a pattern to match, read off the pattern's source: cheap to look for, so that most patterns need not be
 * run at all. Whatever is not understood means 'no condition'.
 */

/** More characters than that are no filter. */
const MAX_FIRST = 80
/** A shorter piece of text is in too many messages to be worth the search. */
const MIN_LITERAL = 4

/** Escapes that are more than one character, quoted stretches, flags, and characters of two units: not understood here. */
const STRANGE_SYNTAX = /\\(?![dwsbDWSB])[A-Za-z0-9]|\(\?(?!:|P?<\w)|[\ud800-\udfff]/
/** An escaped sign stands for itself, and what follows it is not what it would be behind the bare one. */
const ESCAPED_SIGN = /\\[^A-Za-z0-9]/g
const META = new Set('\\^$.|?*+()[]{}')
const REPEATS = new Set('?*+{')

function isStrange(source: string): boolean {
  return STRANGE_SYNTAX.test(source.replaceAll(ESCAPED_SIGN, ''))
}

/** The place behind the group or class that opens at `at`; the length of the source where it never closes. */
function skipBracket(source: string, at: number): number {
  if (source[at] === '[') {
    // A bracket that comes first stands for itself.
    let end = source[at + 1] === '^' ? at + 2 : at + 1
    if (source[end] === ']') end++
    while (end < source.length && source[end] !== ']') end += source[end] === '\\' ? 2 : 1
    return end + 1
  }
  let end = at + 1
  while (end < source.length && source[end] !== ')') {
    if (source[end] === '(' || source[end] === '[') end = skipBracket(source, end)
    else end += source[end] === '\\' ? 2 : 1
  }
  return end + 1
}

/** The alternatives of a pattern, or of a group's inside. */
function alternatives(source: string): string[] {
  const parts: string[] = []
  let begin = 0
  for (let at = 0; at < source.length;) {
    if (source[at] === '(' || source[at] === '[') at = skipBracket(source, at)
    else if (source[at] === '|') {
      parts.push(source.slice(begin, at))
      begin = ++at
    } else at += source[at] === '\\' ? 2 : 1
  }
  return [...parts, source.slice(begin)]
}

/** The inside of the group at the start, and what follows it; undefined for a group that is more than a group. */
function openGroup(source: string): {readonly inside: string; readonly rest: string} | undefined {
  const head = /^\((?:\?:|\?P?<\w+>|(?!\?))/.exec(source)
  if (head === null) return undefined
  const end = skipBracket(source, 0)
  return {inside: source.slice(head[0].length, end - 1), rest: source.slice(end)}
}

const DIGITS = '0123456789'

/** The members of a class without its brackets; undefined for one that is more than letters, digits, signs and stretches of them. */
function membersOf(inside: string): readonly string[] | undefined {
  const plain = inside
    .replaceAll(/\\([[\](){}.$|])/g, '$1')
    .replaceAll('\\d', '0-9')
    .replaceAll('\\w', 'A-Za-z0-9_')
  if (inside.startsWith('^') || /[\\\u0080-\uffff]|\[:/.test(plain)) return undefined
  const members: string[] = []
  for (let at = 0; at < plain.length; at++) {
    let code = plain.charCodeAt(at)
    const isStretch = plain[at + 1] === '-' && at + 2 < plain.length
    const last = isStretch ? plain.charCodeAt((at += 2)) : code
    while (code <= last) members.push(String.fromCharCode(code++))
  }
  return members
}

/** The characters with which one alternative can begin, added to `into`; false when they are not known. */
function addFirst(source: string, into: Set<string>): boolean {
  const char = source[0]
  let rest: string
  if (char === '(') {
    const group = openGroup(source)
    if (group?.inside === undefined || !alternatives(group.inside).every((part) => addFirst(part, into))) return false
    rest = group.rest
  } else if (char === '[') {
    const end = skipBracket(source, 0)
    const members = membersOf(source.slice(1, end - 1))
    if (members === undefined) return false
    for (const member of members) into.add(member)
    rest = source.slice(end)
  } else if (char === '\\') {
    const escaped = source[1]!
    if (escaped === 'd') for (const digit of DIGITS) into.add(digit)
    else if (/\W/.test(escaped)) into.add(escaped)
    else return false
    rest = source.slice(2)
  } else {
    if (char === undefined || META.has(char)) return false
    into.add(char)
    rest = source.slice(1)
  }
  // What may be absent lets what follows it come first.
  if (rest.startsWith('?')) return addFirst(rest.slice(1), into)
  return !/^(?:\*|\{0)/.test(rest)
}

/** The characters with which every text begins that the pattern matches; undefined when that may be anything. */
export function firstCharacters(source: string): ReadonlySet<string> | undefined {
  if (!source.startsWith('^') || isStrange(source) || alternatives(source).length > 1) return undefined
  const first = new Set<string>()
  return addFirst(source.slice(1), first) && first.size <= MAX_FIRST ? first : undefined
}

/** The longest piece of text that is in every text that the pattern matches; undefined where none is long enough to be a help. */
export function requiredLiteral(source: string): string | undefined {
  if (isStrange(source) || alternatives(source).length > 1) return undefined
  let longest = ''
  let run = ''
  for (let at = 0; at < source.length;) {
    const char = source[at]!
    if (!META.has(char)) {
      // What is repeated may be absent, and ends the piece.
      if (!REPEATS.has(source[at + 1] ?? '')) run += char
      else run = ''
      at++
      if (run.length > longest.length) longest = run
      continue
    }
    run = ''
    if (char === '(' || char === '[') at = skipBracket(source, at)
    else if (char === '{') at = Math.max(source.indexOf('}', at), at) + 1
    else at += char === '\\' ? 2 : 1
  }
  return longest.length >= MIN_LITERAL ? longest : undefined
}
