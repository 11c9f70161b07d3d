import fc from 'fast-check'
import {expect, test} from 'vitest'
import {parseExpr} from '../../src/promql/parse.ts'
import {labelName, quote, quoteRune} from '../../src/promql/quote.ts'

test.each([
  ['plain', '"plain"'],
  ['"\\', '"\\"\\\\"'],
  ['\n\t\u0007\u0001\u007f', '"\\n\\t\\a\\x01\\x7f"'],
  ['é 漢 🙂', '"é 漢 🙂"'],
  ['\u00a0\u200b\u2028', '"\\u00a0\\u200b\\u2028"'],
  ['\u{e0001}', '"\\U000e0001"'],
])('%j is quoted as Go does it', (text, quoted) => {
  expect(quote(text)).toBe(quoted)
})

test.each([
  ['x', "'x'"],
  ["'", "'\\''"],
  ['"', "'\"'"],
  ['\n', "'\\n'"],
  ['', "'\ufffd'"],
])('the letter %j is quoted as Go does it', (text, quoted) => {
  expect(quoteRune(text)).toBe(quoted)
})

test('names that are no plain ones stand in quotes', () => {
  expect(['job', '_a1', '1a', 'a b', 'a:b'].map(labelName)).toEqual(['job', '_a1', '"1a"', '"a b"', '"a:b"'])
})

test('what is quoted reads as the same', () => {
  fc.assert(
    fc.property(fc.string({unit: 'grapheme'}), (text) => {
      fc.pre(!text.includes('\ufffd'))
      expect(parseExpr(quote(text))).toMatchObject({kind: 'string', value: text})
    }),
  )
})
