import fc from 'fast-check'
import {expect, test} from 'vitest'
import {builtinPresets} from '../../../src/decode/preset/builtin.ts'
import {createRuleTable} from '../../../src/decode/preset/rule-table.ts'
import {createScanner} from '../../../src/decode/scan/create-scanner.ts'
import {MESSAGE_LABEL, RECORD_WORDS} from '../../../src/decode/scan/record.ts'
import {expectSame, FOREIGN} from './expect-same.ts'

const T = '2026-11-22 10:47:49,159'
const json = (message: string) =>
  `{"asctime": "${T}", "levelname": "INFO", "name": "Plugin 'a\\\\b' loaded", "message": "${message}"}`
/** What tells more than that it is a line; the same bytes are an escape in JSON and none in text. */
const MESSAGES = [
  "Plugin 'auth' loaded successfully",
  "Plugin 'a\\\\b' loaded",
  "Plugin 'a\\u0062' loaded",
  "Plugin 'ä' loaded in 12 ms",
  "Plugin 'a' failed to load: a reason of its own",
  `Plugin 'a' failed to load: ${'long '.repeat(40)}`,
  'Scanning directory: /plugins',
  '{"a":1}',
]
const LINES = MESSAGES.flatMap((message) => [json(message), `${T} - a.b - INFO - ${message}`])

test('a message that comes again tells the same, whatever else has the same bytes', () => {
  const block = fc.array(fc.constantFrom(...LINES), {minLength: 1, maxLength: 30})
  fc.assert(
    fc.property(fc.array(block, {minLength: 1, maxLength: 4}), (blocks) => {
      expectSame([FOREIGN, ...blocks.map((lines) => Buffer.from(`${lines.join('\n')}\n`))])
    }),
  )
})

test('from its second time on a message is a label; one with another number each time never is', () => {
  const scanner = createScanner((label) => label)
  scanner.readDialects(createRuleTable(builtinPresets()).news)
  const labelsOf = (messages: readonly string[]) => {
    const block = Buffer.from(messages.map((message) => `${json(message)}\n`).join(''))
    const count = scanner.scan(block, 0)!
    return Array.from({length: count}, (_, record) => {
      const id = scanner.memory.words[scanner.firstRecord + record * RECORD_WORDS + MESSAGE_LABEL]!
      return scanner.labels.texts[id]
    })
  }
  const again = "Plugin 'auth' loaded successfully"
  expect(labelsOf([again, again, again])).toEqual([undefined, again, again])
  expect(labelsOf([again])).toEqual([again])
  const numbered = Array.from({length: 200}, (_, number) => `Plugin 'a' loaded in ${String(number)} ms`)
  expect(labelsOf(numbered)).toEqual(numbered.map(() => undefined))
})
