import {readdirSync, statSync, type Stats} from 'node:fs'
import {basename, dirname, join} from 'node:path'
import {PlugmonError} from '../../errors.ts'
import type {LogFiles} from '../file/log-files.ts'
import {expandGlob, isGlob} from './glob.ts'
import {parseRotatedName} from './rotated-name.ts'

/** Files that one command line may name: more is a slip of the pattern, and each is a source with buffers of its own. */
const MAX_FILES = 10_000

/** What is taken for a log in a folder, rotated and compressed ones included. */
const LOG_NAME = /\.(log|jsonl|ndjson|json|txt)$/

/**
 * The logs that paths, globs and folders name. The rotated files of one log that are named with it are one log, oldest first;
 * a rotated file that is named alone is a log of its own. A path that does not exist is a log without files.
 * @throws PlugmonError `usage` when more than `maxFiles` files match, `unreadable` for a folder without permission.
 */
export function expandPaths(paths: readonly string[], maxFiles = MAX_FILES): LogFiles[] {
  const files = new Map<string, string>()
  const missing: string[] = []
  for (const path of paths) {
    const matches = expandPath(path, maxFiles)
    if (matches === undefined) missing.push(path)
    for (const match of matches ?? []) addOnce(files, match)
    if (files.size > maxFiles) {
      throw new PlugmonError('usage', `${path} matches more than ${maxFiles} files`, {cure: 'give a narrower pattern'})
    }
  }
  const logs = groupByLog([...files.values()], new Set(paths))
  return [
    ...logs,
    ...missing.filter((path) => !logs.some((log) => log.path === path)).map((path) => ({path, files: []})),
  ]
}

/** Undefined for a file that does not exist; a folder or pattern may match nothing yet. */
function expandPath(path: string, maxFiles: number): string[] | undefined {
  const stats = statOf(path)
  if (stats?.isDirectory()) return logsIn(path)
  if (stats !== undefined) return [path]
  if (!isGlob(path)) return path.endsWith('/') ? [] : undefined
  return expandGlob(path, maxFiles + 1).flatMap((match) => {
    const matched = statOf(match)
    if (matched === undefined) return []
    return matched.isDirectory() ? logsIn(match) : [match]
  })
}

function logsIn(folder: string): string[] {
  return namesIn(folder)
    .filter((name) => !name.startsWith('.') && LOG_NAME.test(parseRotatedName(name).base))
    .map((name) => join(folder, name))
    .filter((path) => statOf(path)?.isFile())
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (cause) {
    throw new PlugmonError('unreadable', `cannot read the folder ${folder}: ${(cause as Error).message}`, {cause})
  }
}

/** A file that is reached by two names (`x.log ./x.log`, a link) is read once. */
function addOnce(files: Map<string, string>, path: string): void {
  const stats = statOf(path)
  const key = stats === undefined ? path : `${stats.dev}:${stats.ino}`
  const known = files.get(key)
  // The name without a date or number is the one that is written to.
  if (known === undefined || parseRotatedName(basename(known)).order < parseRotatedName(basename(path)).order) {
    files.set(key, path)
  }
}

function groupByLog(files: readonly string[], named: ReadonlySet<string>): LogFiles[] {
  const groups = new Map<string, string[]>()
  for (const path of files) {
    const key = join(dirname(path), parseRotatedName(basename(path)).base)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [path])
    else group.push(path)
  }
  return [...groups].map(([key, group]) => toLog(key, group, named)).sort((a, b) => (a.path < b.path ? -1 : 1))
}

function toLog(key: string, group: readonly string[], named: ReadonlySet<string>): LogFiles {
  if (group.length === 1 && named.has(group[0]!)) return {path: group[0]!, files: group}
  const orderOf = (path: string): string => parseRotatedName(basename(path)).order
  // While a log is being compressed it is there twice.
  const sorted = group
    .filter((path) => !path.endsWith('.gz') || !group.includes(path.slice(0, -3)))
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
  return {path: sorted.find((path) => join(path) === key) ?? key, files: sorted}
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}
