import fc from 'fast-check'
import stringWidth from 'string-width'
import {expect, test} from 'vitest'
import {asciiText} from '../../src/format/ascii-text.ts'
import {cleanText} from '../../src/format/clean-text.ts'
import {cutText, fitText} from '../../src/format/fit-text.ts'
import {joinTable, layoutTable} from '../../src/format/table.ts'

const HOSTILE = fc
  .array(
    fc.oneof(
      fc.string({unit: 'binary'}),
      fc.constantFrom(
        '\x1b[31m',
        '\x1b]0;title\x07',
        '\x9b2J',
        '\x1b',
        '👨‍👩‍👧',
        '❤️',
        '🇩🇪',
        '👍🏽',
        'e\u0301',
        '\u202e',
        '\ud800',
        '漢字',
        '\t',
        '\r\n',
        'नि',
      ),
    ),
  )
  .map((parts) => parts.join(''))

test.each([
  {name: 'plain text is itself', text: "Plugin 'a' loaded", clean: "Plugin 'a' loaded"},
  {name: 'colours go', text: '\x1b[31;1mred\x1b[0m', clean: 'red'},
  {name: 'titles go', text: 'a\x1b]0;owned\x07b\x1b]8;;http://x\x1b\\c', clean: 'abc'},
  {name: 'an unfinished sequence is seen', text: 'a\x1b]0;owned', clean: 'a\uFFFD]0;owned'},
  {name: 'a sequence inside a sequence', text: '\x1b\x1b[31m[31mx', clean: '\uFFFD[31mx'},
  {name: 'C1', text: 'a\x9b31mb\x85c', clean: 'ab\uFFFDc'},
  {name: 'line breaks', text: 'a\r\nb\nc\u2028d', clean: 'a⏎b⏎c⏎d'},
  {name: 'bidi', text: 'admin\u202egnp.exe', clean: 'admingnp.exe'},
  {name: 'joined emoji come apart', text: '👨‍👩‍👧', clean: '👨👩👧'},
  {name: 'emoji presentation', text: '❤️ ☎️ 1️⃣', clean: '❤ ☎ 1'},
  {name: 'flags are letters', text: '🇩🇪', clean: 'DE'},
  {name: 'heaped marks', text: 'a\u0301\u0302\u0303\u0304\u0305', clean: 'á\u0302\u0303'},
  {name: 'a mark without a letter', text: '\u0301a', clean: 'a'},
  {name: 'lone surrogates', text: 'a\ud800b', clean: 'a\uFFFDb'},
])('cleanText: $name', ({text, clean}) => expect(cleanText(text)).toBe(clean))

test('what is cleaned is printable, one line, bounded and stays as it is', () =>
  fc.assert(
    fc.property(HOSTILE, (text) => {
      const clean = cleanText(text)
      expect(clean).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/u)
      expect(clean.length).toBeLessThanOrEqual(4096)
      expect(cleanText(clean)).toBe(clean)
    }),
  ))

test('a sign that is composed of a spacing mark loses the mark at once', () => {
  const clean = cleanText('\u{1d15e}')
  expect(clean).toBe('\u{1d157}')
  expect(cleanText(clean)).toBe(clean)
})

test('a long text is cut and says so', () => expect(cleanText('x'.repeat(1e6))).toBe(`${'x'.repeat(4095)}…`))

test('ASCII keeps our signs apart and lets nothing else through', () => {
  expect(asciiText('▲ 72 µs — café 漢 ✓')).toBe('^ 72 us - cafe ? v')
  fc.assert(fc.property(fc.string({unit: 'binary'}), (text) => /^[\x20-\x7e]*$/.test(asciiText(text))))
})

test('fitted text takes exactly its cells', () =>
  fc.assert(
    fc.property(
      HOSTILE.map(cleanText),
      fc.integer({min: 0, max: 40}),
      fc.constantFrom('left', 'right'),
      (text, width, align) => {
        expect(stringWidth(fitText(text, width, align, stringWidth))).toBe(width)
      },
    ),
  ))

test.each([
  {text: 'theme-7', width: 9, align: 'left', fitted: 'theme-7  '},
  {text: 'theme-7', width: 9, align: 'right', fitted: '  theme-7'},
  {text: 'theme-7', width: 5, align: 'left', fitted: 'them…'},
  {text: '漢字漢字', width: 6, align: 'left', fitted: '漢字… '},
  {text: 'abc', width: 0, align: 'left', fitted: ''},
] as const)('fitText($text, $width, $align)', ({text, width, align, fitted}) =>
  expect(fitText(text, width, align, stringWidth)).toBe(fitted),
)

test('short text is not cut', () => expect(cutText('abc', 3, stringWidth)).toBe('abc'))

const COLUMNS = [
  {title: 'PLUGIN', align: 'left', shrinks: true},
  {title: 'P50', align: 'right'},
] as const

test('a table is as wide as its cells', () => {
  const table = layoutTable(
    COLUMNS,
    [
      ['theme-7', '410 ms'],
      ['漢字', '—'],
    ],
    {widthOf: stringWidth},
  )
  expect(joinTable(table)).toEqual(['PLUGIN      P50', 'theme-7  410 ms', '漢字          —'])
})

test('a table that is too wide shrinks where it may', () => {
  const table = layoutTable(COLUMNS, [['a-very-long-plugin-name', '410 ms']], {widthOf: stringWidth, width: 20})
  expect(joinTable(table)).toEqual(['PLUGIN           P50', 'a-very-long…  410 ms'])
})
