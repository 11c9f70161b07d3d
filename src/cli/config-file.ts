import {readFileSync} from 'node:fs'
import {isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument} from 'yaml'
import type {Node} from 'yaml'
import {PlugmonError} from '../errors.ts'
import {nearest} from './nearest.ts'
import type {SettingKey} from './settings.ts'
import {SETTING_KEYS, settingOf} from './settings.ts'

/** A key of the config file: its value or values as text, and where it stands. */
interface Entry {
  readonly texts: readonly string[]
  readonly line: number
  readonly column: number
}

/** The config file as far as it says something. */
export interface ConfigFile {
  readonly path: string
  readonly entries: ReadonlyMap<SettingKey, Entry>
}

/** @throws PlugmonError `config` with line and column for a mistake, `not-found` for a file that cannot be read. */
export function readConfigFile(path: string): ConfigFile {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new PlugmonError('not-found', `cannot read the config file ${path}: ${(error as Error).message}`, {
      cure: 'give --config the path of a YAML file; plugmon config path prints the one in use',
    })
  }
  return parseConfigFile(text, path)
}

/** @throws PlugmonError `config` with line, column and the cure. */
export function parseConfigFile(text: string, path: string): ConfigFile {
  const lines = new LineCounter()
  const document = parseDocument(text, {lineCounter: lines, prettyErrors: false})
  const whereOf = (offset: number) => {
    const {line, col} = lines.linePos(offset)
    return {file: path, line, column: col}
  }
  const fail = (offset: number, message: string, cure?: string) =>
    new PlugmonError('config', message, {where: whereOf(offset), ...(cure !== undefined && {cure})})

  const [broken] = document.errors
  if (broken !== undefined) throw fail(broken.pos[0], broken.message, 'the file is YAML: one "key: value" a line')
  const {contents} = document
  const entries = new Map<SettingKey, Entry>()
  if (contents === null) return {path, entries}
  if (!isMap(contents))
    throw fail(contents.range?.[0] ?? 0, 'the config file must be a map', 'write "window: 15m", say')

  for (const {key, value} of contents.items) {
    const name = isScalar(key) ? String(key.value) : ''
    const offset = (key as Node).range?.[0] ?? 0
    const known = SETTING_KEYS.find((candidate) => candidate === name)
    if (known === undefined)
      throw fail(
        offset,
        `unknown key "${name}"`,
        `did you mean ${nearest(name, SETTING_KEYS)}? plugmon config print lists them all`,
      )
    const node = value as Node | null
    const texts = textsOf(node)
    const at = node?.range?.[0] ?? offset
    if (texts === undefined) throw fail(at, `${known}: a map cannot stand here`, 'give a plain value')
    if (texts.length !== 1 && settingOf(known).isList !== true)
      throw fail(at, `${known}: takes one value, not ${String(texts.length)}`)
    entries.set(known, {texts, line: whereOf(at).line, column: whereOf(at).column})
    try {
      texts.forEach(settingOf(known).read)
    } catch (error) {
      throw fail(at, `${known}: ${(error as Error).message}`, settingOf(known).description)
    }
  }
  return {path, entries}
}

function textsOf(node: Node | null): string[] | undefined {
  if (node === null) return ['']
  if (isScalar(node)) return [node.source ?? String(node.value)]
  if (!isSeq(node) || isAlias(node)) return undefined
  const texts = node.items.map((item) => (isScalar(item) ? (item.source ?? String(item.value)) : undefined))
  return texts.every((text) => text !== undefined) ? texts : undefined
}
