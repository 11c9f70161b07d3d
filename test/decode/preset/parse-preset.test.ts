import {expect, test} from 'vitest'
import {PlugmonError} from '../../../src/errors.ts'
import {parsePreset} from '../../../src/decode/preset/parse-preset.ts'
import {decodeAll} from '../decode-all.ts'

const PRESET = `
name: own
formats:
  - name: pipe
    match: '^(?P<time>[^|]+)\\|(?P<level>\\w+)\\|(?P<plugin>[^|]*)\\|(?P<message>.*)$'
    samples:
      - text: "2026-11-22T10:47:49Z|WARN|auth|slow"
        gives: {level: WARN, plugin: auth, message: slow}
rules:
  - name: up
    match: '^up after (?P<duration>\\S+)$'
    state: loaded
    span: plugin.load
names:
  - name: at
    match: '@(?P<plugin>\\w+)'
`

test('a preset of the user reads its log', () => {
  const presets = [parsePreset(PRESET, 'own.yaml')]
  const {events} = decodeAll('2026-11-22T10:47:49Z|INFO|auth|up after 20ms\n2026-11-22T10:47:50Z|ERROR||lost @cache', {
    presets,
  })
  expect(events).toMatchObject([
    {type: 'log', level: 'INFO', pluginName: 'auth', message: 'up after 20ms'},
    {type: 'state', pluginName: 'auth', newState: 'loaded'},
    {type: 'span', name: 'plugin.load', durationMs: 20, pluginName: 'auth', tags: {plugin_name: 'auth'}},
    {type: 'log', level: 'ERROR', pluginName: 'cache'},
  ])
})

test.each([
  {name: 'no YAML', text: 'name: [', at: [1, 8]},
  {name: 'no mapping', text: '- 1', at: [1, 1], message: 'expected a mapping'},
  {name: 'no name', text: 'formats: []', at: [1, 1], message: 'name is missing'},
  {name: 'an unknown key', text: 'name: x\nrulez: []', at: [2, 1], message: 'unknown key rulez'},
  {name: 'no list', text: 'name: x\nrules: 3', at: [2, 8], message: 'rules is not a list'},
  {
    name: 'a bad pattern',
    text: 'name: x\nnames:\n  - {name: a, match: "("}',
    at: [3, 22],
    message: expect.stringContaining('missing closing )'),
  },
  {name: 'a look-ahead', text: 'name: x\nnames:\n  - {name: a, match: "(?!x)y\\\\1"}', at: [3, 22]},
  {name: 'no pattern', text: 'name: x\nnames:\n  - {name: a}', at: [3, 5], message: 'match is missing'},
  {
    name: 'a sample that does not match',
    text: 'name: x\nnames:\n  - name: a\n    match: ^b\n    samples: [{text: c}]',
    at: [5, 15],
    message: 'the pattern does not match this sample',
  },
  {
    name: 'a sample that gives something else',
    text: 'name: x\nnames:\n  - name: a\n    match: ^(?P<plugin>.)\n    samples: [{text: c, gives: {plugin: d}}]',
    at: [5, 41],
    message: 'plugin is "c", not "d"',
  },
  {
    name: 'a group that is not there',
    text: 'name: x\nnames:\n  - name: a\n    match: ^c\n    samples: [{text: c, gives: {plugin: d}}]',
    at: [5, 41],
    message: 'plugin is "", not "d"',
  },
])('$name', ({text, at, message}) => {
  let error: unknown
  try {
    parsePreset(text, 'bad.yaml')
  } catch (thrown) {
    error = thrown
  }
  expect(error).toBeInstanceOf(PlugmonError)
  expect(error).toMatchObject({
    code: 'bad-preset',
    where: {file: 'bad.yaml', line: at[0], column: at[1]},
    cure: expect.any(String),
  })
  if (message !== undefined) expect((error as Error).message).toEqual(message)
})

test('a pattern of the user cannot freeze', () => {
  const presets = [parsePreset("name: x\nformats:\n  - {name: a, match: '^(\\w+\\s?)*$'}", 'slow.yaml')]
  const began = performance.now()
  decodeAll(`${'a'.repeat(10_000)}!`, {presets})
  expect(performance.now() - began).toBeLessThan(5_000)
})
