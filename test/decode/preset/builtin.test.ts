import {expect, test} from 'vitest'
import {builtinPresets} from '../../../src/decode/preset/builtin.ts'
import {parsePreset} from '../../../src/decode/preset/parse-preset.ts'
import {native, type Pattern} from '../../../src/decode/preset/pattern.ts'
import {PYTHON_PRESET} from '../../../src/decode/preset/python.ts'
import {re2} from '../../../src/decode/preset/re2.ts'
import type {Preset} from '../../../src/decode/preset/preset.ts'

/** Every pattern of a preset by its name. */
function patternsOf({formats, rules, names}: Preset) {
  return [...formats, ...rules, ...names.map((match, index) => ({name: `name ${index}`, match}))]
}

test('the presets that were read when the package was built are what the reader makes of their text', () => {
  const plainOf = (preset: Preset) =>
    JSON.stringify({...preset, patterns: patternsOf(preset).map(({name, match}) => [name, describe(match)])})
  const describe = ({groups, first, literal}: Pattern) => ({groups, first: first && [...first], literal})
  expect(builtinPresets().map(plainOf)).toEqual([plainOf(parsePreset(PYTHON_PRESET, 'python.yaml', native))])
})

const HEADS = [
  '',
  '2026-11-22 10:47:49,159 ',
  '[2026-11-22 10:47:49] [',
  'INFO:',
  '[W 2026-11-22 10:48:30.128 ',
  "Plugin '",
  'Loaded plugin ',
  'Failed to load ',
  'Discovered 1 plugins in /',
]
const FILLERS = [' ', '-', 'a', "'", '[', ']', ' - ', 'a ', ': ', '::', 'a.', '(', 'plugin=', "Plugin '", '9', ' \t']

test('no line makes a built-in pattern slow', () => {
  for (const {name, match} of builtinPresets().flatMap(patternsOf)) {
    for (const head of HEADS) {
      for (const filler of FILLERS) {
        const line = head + filler.repeat(16_384 / filler.length)
        const began = performance.now()
        match(line)
        expect(performance.now() - began, `${name}: ${head}${filler}…`).toBeLessThan(2_000)
      }
    }
  }
})

test('both engines read the samples and near misses alike', () => {
  const [ours] = builtinPresets().map(patternsOf)
  const theirs = patternsOf(parsePreset(PYTHON_PRESET, 'python.yaml', re2))
  const texts = PYTHON_PRESET.split('\n').flatMap((line) => {
    const text = /^ +- text: "?(.*?)"?$/.exec(line)?.[1]
    return text === undefined
      ? []
      : [text, text.slice(1), `${text} `, text.replaceAll(' ', '  '), text.toLowerCase(), text.slice(0, -3)]
  })
  expect(texts.length).toBeGreaterThan(100)
  for (const [index, {name, match}] of ours!.entries()) {
    for (const text of texts)
      expect({name, text, match: match(text)?.slice(1)}).toEqual({
        name,
        text,
        match: theirs[index]!.match(text)?.slice(1),
      })
  }
})
