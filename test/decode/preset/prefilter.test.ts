import fc from 'fast-check'
import {expect, test} from 'vitest'
import {firstCharacters, requiredLiteral} from '../../../src/decode/preset/prefilter.ts'
import {PYTHON_PRESET} from '../../../src/decode/preset/python.ts'

test.each([
  {source: '^Plugin loaded$', first: 'P', literal: 'Plugin loaded'},
  {source: '^[Ss]canning (?:plugin )?directory:? (?P<d>.+)$', first: 'Ss', literal: 'directory'},
  {source: '^(?:Plugin|Extension) (?P<p>.+) was loaded', first: 'PE', literal: ' was loaded'},
  {source: '^(?:(?:[Ff]ailed|Could) to|x)yz', first: 'FfCx', literal: undefined},
  {source: '\\b[Pp]lugin ["\'](?P<plugin>x)["\']', first: undefined, literal: 'lugin '},
  {source: '^abcd|efgh$', first: undefined, literal: undefined},
  {source: '^(?:abcd|)efgh', first: undefined, literal: 'efgh'},
  {source: '^(?:abcd)?efgh', first: 'ae', literal: 'efgh'},
  {source: '^Plugin(?: \\(?v?x\\)?)? loaded', first: 'P', literal: ' loaded'},
  {source: '^(?:bcde)\\\\(?i)', first: undefined, literal: undefined},
  {source: '^a?bcde', first: 'ab', literal: 'bcde'},
  {source: '^abcd{0,3}efgh', first: 'a', literal: 'efgh'},
  {source: '^abcde*', first: 'a', literal: 'abcd'},
  {source: '^[^a]bcde', first: undefined, literal: 'bcde'},
  {source: '^[a-c]\\d{1,10}bcde', first: 'abc', literal: 'bcde'},
  {source: '^[[:alpha:]]bcde', first: undefined, literal: 'bcde'},
  {source: '^[]x]bcde', first: ']x', literal: 'bcde'},
  {source: '(?i)^abcdef', first: undefined, literal: undefined},
  {source: '^(?i:abcdef)ghij', first: undefined, literal: undefined},
  {source: '^\\Qa|b\\E(?:cdef)', first: undefined, literal: undefined},
  {source: '^\\x41\\pN4567', first: undefined, literal: undefined},
  {source: '^a\\.bcde', first: 'a', literal: 'bcde'},
  {source: '^😀?abcd', first: undefined, literal: undefined},
  {source: '', first: undefined, literal: undefined},
])('what $source asks of a text', ({source, first, literal}) => {
  const characters = firstCharacters(source)
  expect({first: characters && [...characters].join(''), literal: requiredLiteral(source)}).toEqual({first, literal})
})

const sources = Array.from(PYTHON_PRESET.matchAll(/match: '(.*)'$/gm), ([, source]) => source!.replaceAll("''", "'"))
const samples = Array.from(PYTHON_PRESET.matchAll(/text: "?(.*?)"?$/gm), ([, text]) => text!)

test('no text that a pattern of the package matches fails its conditions', () => {
  const patterns = sources.map((source) => ({
    expression: new RegExp(source.replaceAll('(?P<', '(?<')),
    first: firstCharacters(source),
    literal: requiredLiteral(source),
  }))
  const text = fc
    .array(fc.oneof(fc.constantFrom(...samples.flatMap((sample) => sample.split(/\b/))), fc.string({maxLength: 3})))
    .map((words) => words.join(''))
  let matches = 0
  fc.assert(
    fc.property(fc.oneof(fc.constantFrom(...samples), text), (text) => {
      for (const {expression, first, literal} of patterns) {
        if (!expression.test(text)) continue
        matches++
        expect(first === undefined || first.has(text.charAt(0))).toBe(true)
        expect(literal === undefined || text.includes(literal)).toBe(true)
      }
    }),
    {numRuns: 500},
  )
  expect(matches).toBeGreaterThan(100)
})
