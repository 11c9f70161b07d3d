/** A regular expression as places and the ways between them (Thompson's construction), that knows ASCII characters and WIDE ones. */

/** The places of some patterns. */
export interface Expression {
  /** Where each of them begins. */
  readonly starts: readonly number[]
  /** These places and those that are reached from them without a character, in order. */
  closure(places: readonly number[]): number[]
  /** The places behind an ASCII character, or WIDE, if it fits there. */
  follow(place: number, code: number): readonly number[]
  /** A pattern has matched, whatever comes. */
  isMatch(place: number): boolean
  /** A pattern has matched, if the text ends here. */
  isEnd(place: number): boolean
}

/** Stands for all characters that are not ASCII, of which it is not known how many bytes each has, and for none of a text. */
export const WIDE = 0

/** Of WIDE says whether one of those characters may fit. */
type Characters = (code: number) => boolean

const FIRST_WIDE = 128
const ANY: Characters = () => true
const MATCH = 0
const END = 1
/** A repetition of so many is written out; more count as any number from one on. */
const MAX_COPIES = 4

const isDigit: Characters = (code) => code >= 48 && code <= 57
const isWord: Characters = (code) =>
  isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95
/** RE2's, which lacks the vertical tab that JavaScript's has: here it counts as a space. */
const isSpace: Characters = (code) => code === 32 || (code >= 9 && code <= 13) || code === WIDE
const not =
  (characters: Characters): Characters =>
  (code) =>
    code === WIDE || !characters(code)
const only = (sign: string): Characters => {
  const known = sign.charCodeAt(0)
  return (code) => (code === WIDE ? known >= FIRST_WIDE : code === known)
}
const ESCAPES: Readonly<Record<string, Characters>> = {
  d: isDigit,
  w: isWord,
  s: isSpace,
  D: not(isDigit),
  W: not(isWord),
  S: ANY,
}

/** Thrown within this module at what is not understood. */
class NotUnderstood extends Error {}

/** Reads patterns in RE2's syntax. One that is not understood matches anything. */
export function readExpression(sources: readonly string[]): Expression {
  const jumps: number[][] = [[], []]
  const fits: (Characters | undefined)[] = [undefined, undefined]
  const behind: number[] = [MATCH, END]

  const place = (): number => {
    jumps.push([])
    fits.push(undefined)
    return behind.push(MATCH) - 1
  }

  /** Writes the pattern from `start` on, and gives its last place. */
  function read(source: string, start: number): number {
    let at = 0
    let here = start

    const alternatives = (from: number): number => {
      const end = place()
      for (;;) {
        const begin = place()
        jumps[from]!.push(begin)
        jumps[sequence(begin)]!.push(end)
        if (source[at] !== '|') return end
        at++
      }
    }

    const sequence = (from: number): number => {
      let last = from
      while (at < source.length && source[at] !== '|' && source[at] !== ')') last = repeated(last)
      return last
    }

    const repeated = (from: number): number => {
      const begin = at
      let last = atom(from)
      const [least, most] = repetition()
      const behindAll = at
      if (least === 1 && most === 1) return last
      const again = (start: number): number => {
        at = begin
        return atom(start)
      }
      for (let copy = 1; copy < Math.min(least, MAX_COPIES); copy++) last = again(last)
      if (most > least || least === 0 || least > MAX_COPIES) {
        const loop = place()
        const end = place()
        if (least > 0) jumps[last]!.push(loop)
        else jumps[from]!.push(loop)
        jumps[loop]!.push(end)
        jumps[again(loop)]!.push(most === 1 ? end : loop)
        last = end
      }
      at = behindAll
      return last
    }

    const repetition = (): readonly [number, number] => {
      const found = /^(?:[?*+]|\{(\d{1,4})(,(\d{0,4}))?\})\??/.exec(source.slice(at, at + 16))
      if (found === null) return [1, 1]
      const [all, least = '', comma, most] = found
      at += all.length
      if (all.startsWith('?')) return [0, 1]
      if (all.startsWith('*')) return [0, Infinity]
      if (all.startsWith('+')) return [1, Infinity]
      if (comma === undefined) return [Number(least), Number(least)]
      return [Number(least), most === '' ? Infinity : Number(most)]
    }

    const atom = (from: number): number => {
      const sign = source[at++]!
      if (sign === '(') {
        const head = /^\?(?::|P?<\w+>)/.exec(source.slice(at, at + 80))
        if (head === null && source[at] === '?') throw new NotUnderstood()
        at += head?.[0].length ?? 0
        const end = alternatives(from)
        if (source[at++] !== ')') throw new NotUnderstood()
        return end
      }
      if (sign === '[') return step(from, members())
      if (sign === '.') return step(from, ANY)
      if (sign === '\\') return escaped(from)
      if ('^$?*+{'.includes(sign)) throw new NotUnderstood()
      return step(from, only(sign))
    }

    const escaped = (from: number): number => {
      const sign = source[at++] ?? ''
      // Where a word begins or ends is not looked at.
      if (sign === 'b') return from
      return step(from, charactersOf(sign))
    }

    const charactersOf = (sign: string): Characters => {
      const known = ESCAPES[sign]
      if (known !== undefined) return known
      if (sign === '' || /\w/.test(sign)) throw new NotUnderstood()
      return only(sign)
    }

    const members = (): Characters => {
      const isNegated = source[at] === '^'
      if (isNegated) at++
      const all: Characters[] = []
      for (let isFirst = true; isFirst || source[at] !== ']'; isFirst = false) {
        const sign = source[at++]
        if (sign === undefined || (sign === '[' && source[at] === ':')) throw new NotUnderstood()
        if (sign === '\\' && /\w/.test(source[at] ?? '')) {
          all.push(charactersOf(source[at++]!))
          continue
        }
        const least = (sign === '\\' ? source[at++]! : sign).charCodeAt(0)
        let most = least
        if (source[at] === '-' && source[at + 1] !== ']') {
          if (source[at + 1] === '\\') throw new NotUnderstood()
          most = source.charCodeAt(at + 1)
          at += 2
        }
        all.push((code) => (code === WIDE ? most >= FIRST_WIDE : code >= least && code <= most))
      }
      at++
      return (code) => (isNegated && code === WIDE) || all.some((fits) => fits(code)) !== isNegated
    }

    const step = (from: number, characters: Characters): number => {
      const begin = place()
      const end = place()
      jumps[from]!.push(begin)
      fits[begin] = characters
      behind[begin] = end
      return end
    }

    if (source.startsWith('^')) at++
    else {
      const loop = place()
      fits[loop] = ANY
      behind[loop] = start
      jumps[start]!.push(loop)
    }
    here = sequence(here)
    if (at !== source.length) throw new NotUnderstood()
    return here
  }

  const starts = sources.map((source) => {
    const start = place()
    try {
      const hasEnd = source.endsWith('$') && !source.endsWith('\\$')
      const last = read(hasEnd ? source.slice(0, -1) : source, start)
      jumps[last]!.push(hasEnd ? END : MATCH)
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error
      jumps[start]!.push(MATCH)
    }
    return start
  })

  return {
    starts,
    closure(places) {
      const all = new Set<number>()
      const visit = (each: number): void => {
        if (all.has(each)) return
        all.add(each)
        jumps[each]!.forEach(visit)
      }
      places.forEach(visit)
      // A place that only leads on says nothing of its own.
      return [...all].filter((each) => fits[each] !== undefined || each <= END).sort((a, b) => a - b)
    },
    follow(each, code) {
      if (fits[each]?.(code) !== true) return []
      return code === WIDE ? [each, behind[each]!] : [behind[each]!]
    },
    isMatch: (each) => each === MATCH,
    isEnd: (each) => each === END,
  }
}
