import {RE2JS} from 're2js'
import {PlugmonError} from '../errors.ts'

/** A pattern that must match the whole of a label value, its dot every character: matchers and label_replace. */
export interface LabelPattern {
  test(value: string): boolean
  /** The replacement with `$1`, `${1}` and `$name` filled in when the whole value matches, undefined otherwise. */
  expand(value: string, replacement: string): string | undefined
}

/** Compiled patterns that are kept; a rule file with more of them compiles some again. */
const MAX_CACHED = 2000

const labelPatterns = new Map<string, LabelPattern>()

/** Compiles a matcher's pattern, or takes it from the cache. Throws Prometheus' text (`error parsing regexp: …`) as bad-query. */
export function compileLabelPattern(pattern: string): LabelPattern {
  const cached = labelPatterns.get(pattern)
  if (cached !== undefined) return cached
  const compiled = createLabelPattern(pattern)
  if (labelPatterns.size >= MAX_CACHED) labelPatterns.delete(labelPatterns.keys().next().value!)
  labelPatterns.set(pattern, compiled)
  return compiled
}

function createLabelPattern(pattern: string): LabelPattern {
  // One pattern in three is an alternation of literals, and a set answers those some ten times faster.
  const literals = /^[\w /:@~-]*(?:\|[\w /:@~-]*)*$/.test(pattern) ? new Set(pattern.split('|')) : undefined
  let regexp: RE2JS | undefined
  if (literals === undefined) regexp = compile(pattern, RE2JS.DOTALL)
  return {
    test: (value) => literals?.has(value) ?? regexp!.matches(value),
    expand(value, replacement) {
      regexp ??= compile(pattern, RE2JS.DOTALL)
      const matcher = regexp.matcher(value)
      return matcher.matches() ? expandGroups(replacement, matcher, regexp) : undefined
    },
  }
}

/** A Go regular expression as templates use it: it may match anywhere, and its dot does not match a line end. */
export interface Regexp {
  test(text: string): boolean
  replaceAll(text: string, replacement: string): string
}

/** Compiles a pattern of a template; throws Go's text as bad-query. */
export function compileRegexp(pattern: string): Regexp {
  const regexp = compile(pattern, 0)
  return {
    test: (text) => regexp.matcher(text).find(),
    replaceAll(text, replacement) {
      const matcher = regexp.matcher(text)
      let result = ''
      let end = -1
      while (matcher.find()) {
        // As in Go, an empty match right behind another one does not count.
        if (matcher.start() === matcher.end() && matcher.start() === end) continue
        result += text.slice(Math.max(0, end), matcher.start()) + expandGroups(replacement, matcher, regexp)
        end = matcher.end()
      }
      return result + text.slice(Math.max(0, end))
    },
  }
}

function compile(pattern: string, flags: number): RE2JS {
  try {
    return RE2JS.compile(pattern, flags)
  } catch (error) {
    // Flags show up in re2js' messages as a prefix of the pattern, which Go does not print.
    if (flags !== 0) return compile(pattern, 0)
    throw new PlugmonError('bad-query', error instanceof Error ? error.message : String(error), {cause: error})
  }
}

/** Go's Regexp.Expand: the longest name after `$`, `${name}`, `$$`; a group that is not there or did not match is empty. */
function expandGroups(replacement: string, matcher: ReturnType<RE2JS['matcher']>, regexp: RE2JS): string {
  if (!replacement.includes('$')) return replacement
  const names = regexp.namedGroups() as Readonly<Record<string, number>>
  return replacement.replace(/\$(?:\$|(\w+)|\{(\w+)\})/g, (whole, bare?: string, braced?: string) => {
    if (whole === '$$') return '$'
    const name = bare ?? braced!
    const index = /^\d+$/.test(name) ? Number(name) : names[name]
    if (index === undefined || index > regexp.groupCount()) return ''
    return matcher.group(index) ?? ''
  })
}
