import {LineCounter, isMap, isScalar, isSeq, parseDocument, type Node, type YAMLMap} from 'yaml'
import {PlugmonError, type Where} from '../../errors.ts'
import {compilePreset} from './compile-preset.ts'
import {compilePattern, groupOf, type Engine, type Pattern} from './pattern.ts'
import type {PresetSource} from './preset-source.ts'
import type {Preset} from './preset.ts'
import {re2} from './re2.ts'

const FORMAT_KEYS = ['name', 'match', 'samples']
const RULE_KEYS = [...FORMAT_KEYS, 'state', 'from', 'span', 'level']
const PRESET_KEYS = ['name', 'formats', 'rules', 'names']

/** Reads a preset file as readPreset does, and makes its patterns ready to be run. */
export function parsePreset(text: string, file: string, engine: Engine = re2): Preset {
  return compilePreset(readPreset(text, file, engine), engine)
}

/**
 * Reads a preset file: `name`, and lists of `formats`, `rules` and `names`, each entry with a `match` (RE2 syntax) and `samples`
 * (`text` and what its groups must give, `gives`), which are tried here and now. `file` is only for messages.
 * @throws PlugmonError `bad-preset` with file, line and column at the first mistake
 */
export function readPreset(text: string, file: string, engine: Engine): PresetSource {
  const lines = new LineCounter()
  const document = parseDocument(text, {lineCounter: lines})

  const whereOf = (offset: number): Where => {
    const {line, col} = lines.linePos(offset)
    return {file, line, column: col}
  }
  const fail = (node: Node | null | undefined, message: string, cure: string): never => {
    throw new PlugmonError('bad-preset', message, {where: whereOf(node?.range?.[0] ?? 0), cure})
  }
  const mapOf = (node: unknown, keys: readonly string[]): YAMLMap => {
    if (!isMap(node)) return fail(node as Node, 'expected a mapping', `write ${keys.join(', ')} here`)
    for (const {key} of node.items) {
      const name = isScalar(key) ? String(key.value) : ''
      if (!keys.includes(name)) fail(key as Node, `unknown key ${name}`, `use one of ${keys.join(', ')}`)
    }
    return node
  }
  const listOf = (map: YAMLMap, key: string): readonly unknown[] => {
    const node = map.get(key, true) as Node | undefined
    if (node === undefined) return []
    return isSeq(node) ? node.items : fail(node, `${key} is not a list`, `begin each entry of ${key} with "- "`)
  }
  const textOf = (map: YAMLMap, key: string): string | undefined => {
    const node = map.get(key, true) as Node | undefined
    if (node === undefined || (isScalar(node) && typeof node.value === 'string'))
      return node?.value as string | undefined
    return fail(node, `${key} is not a string`, 'put it in quotes')
  }
  const nameOf = (map: YAMLMap): string => textOf(map, 'name') ?? fail(map, 'name is missing', 'give it a name')
  const matchOf = (map: YAMLMap): string =>
    textOf(map, 'match') ?? fail(map, 'match is missing', 'give a regular expression in RE2 syntax')
  const compile = (map: YAMLMap): Pattern => {
    const source = matchOf(map)
    try {
      return compilePattern(source, engine)
    } catch (cause) {
      return fail(
        map.get('match', true) as Node,
        (cause as Error).message,
        'see https://github.com/google/re2/wiki/Syntax',
      )
    }
  }
  const checkSamples = (map: YAMLMap, match: Pattern): void => {
    for (const node of listOf(map, 'samples')) {
      const sample = mapOf(node, ['text', 'gives'])
      const found = match(textOf(sample, 'text') ?? fail(sample, 'text is missing', 'give a line of the log'))
      if (found === undefined) fail(sample, 'the pattern does not match this sample', 'mend the pattern or the sample')
      const gives = sample.get('gives', true)
      for (const {key, value} of isMap(gives) ? gives.items : []) {
        const name = String((key as {value?: unknown}).value)
        const wanted = String((value as {value?: unknown}).value)
        const given = groupOf(match, found!, name) ?? ''
        if (given !== wanted)
          fail(value as Node, `${name} is "${given}", not "${wanted}"`, 'mend the pattern or the sample')
      }
    }
  }

  const problem = document.errors[0]
  if (problem !== undefined) {
    throw new PlugmonError('bad-preset', problem.message, {where: whereOf(problem.pos[0]), cure: 'mend the YAML'})
  }
  const root = mapOf(document.contents, PRESET_KEYS)
  const entry = (node: unknown, keys: readonly string[]) => {
    const map = mapOf(node, keys)
    checkSamples(map, compile(map))
    return {map, name: nameOf(map), match: matchOf(map)}
  }
  return {
    name: nameOf(root),
    formats: listOf(root, 'formats').map((node) => {
      const {name, match} = entry(node, FORMAT_KEYS)
      return {name, match}
    }),
    rules: listOf(root, 'rules').map((node) => {
      const {map, name, match} = entry(node, RULE_KEYS)
      const field = (key: string) => textOf(map, key)
      return {name, match, state: field('state'), from: field('from'), span: field('span'), level: field('level')}
    }),
    names: listOf(root, 'names').map((node) => entry(node, FORMAT_KEYS).match),
  }
}
