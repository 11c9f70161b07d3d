import {lstatSync, readdirSync} from 'node:fs'
import {join} from 'node:path'

/** True when a path has a meaning beyond its letters. */
export function isGlob(pattern: string): boolean {
  return /[*?[{]/.test(pattern)
}

/**
 * The files and folders that match a pattern of `*`, `?`, `[a-z]`, `[!a]`, `{a,b}` and `**` (any depth, not through symbolic
 * links), sorted. As in a shell, a leading dot must be written out. Stops after `limit` matches.
 */
export function expandGlob(pattern: string, limit: number): string[] {
  const found = new Set<string>()
  for (const alternative of expandBraces(pattern)) {
    const isAbsolute = alternative.startsWith('/')
    walk(isAbsolute ? '/' : '', alternative.split('/').filter(Boolean), found, limit)
  }
  return [...found].sort()
}

function walk(folder: string, parts: readonly string[], found: Set<string>, limit: number): void {
  const [part, ...rest] = parts
  if (found.size >= limit) return
  if (part === undefined) {
    if (folder !== '') found.add(folder)
    return
  }
  if (part === '**') {
    walk(folder, rest, found, limit)
    for (const entry of entriesOf(folder)) {
      if (entry.isDirectory() && !entry.name.startsWith('.')) walk(join(folder, entry.name), parts, found, limit)
    }
    return
  }
  if (!isGlob(part)) {
    const path = join(folder, part)
    if (exists(path)) walk(path, rest, found, limit)
    return
  }
  const matcher = toRegExp(part)
  for (const {name} of entriesOf(folder)) {
    if (matcher.test(name) && (part.startsWith('.') || !name.startsWith('.')))
      walk(join(folder, name), rest, found, limit)
  }
}

/** `a{b,c}d` is `abd` and `acd`; braces may nest; a brace without a comma or an end is a letter. */
function expandBraces(pattern: string): string[] {
  const inner = /\{([^{}]*,[^{}]*)\}/.exec(pattern)
  if (inner === null) return [pattern]
  const before = pattern.slice(0, inner.index)
  const after = pattern.slice(inner.index + inner[0].length)
  return inner[1]!.split(',').flatMap((choice) => expandBraces(before + choice + after))
}

/** A pattern for one name. */
function toRegExp(part: string): RegExp {
  const source = part.replace(
    /\*+|\?|\[(!?)([^\]]+)\]|[\\^$.|+(){}[\]]/g,
    (token, not: string | undefined, set?: string) => {
      if (token.startsWith('*')) return '.*'
      if (token === '?') return '.'
      if (set === undefined) return `\\${token}`
      return `[${not === '!' ? '^' : ''}${set.replace(/[\\^]/g, '\\$&')}]`
    },
  )
  return new RegExp(`^${source}$`, 's')
}

function entriesOf(folder: string): ReturnType<typeof readFolder> {
  try {
    return readFolder(folder === '' ? '.' : folder)
  } catch {
    return []
  }
}

function readFolder(folder: string) {
  return readdirSync(folder, {withFileTypes: true})
}

function exists(path: string): boolean {
  return lstatSync(path, {throwIfNoEntry: false}) !== undefined
}
