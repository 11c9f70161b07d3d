import fc from 'fast-check'
import {expect, test} from 'vitest'
import {createAutomaton, TABLE_ENTRIES} from '../../../src/decode/preset/automaton.ts'
import {PYTHON_PRESET} from '../../../src/decode/preset/python.ts'

const mayMatch = (sources: readonly string[], text: string): boolean => {
  const automaton = createAutomaton(sources)
  const said = automaton.mayMatch(text)
  // The second time the table is known.
  expect(automaton.mayMatch(text)).toBe(said)
  return said
}

test.each([
  {source: '^abc$', may: ['abc'], not: ['', 'ab', 'abcd', 'xabc']},
  {source: '^abc', may: ['abc', 'abcd'], not: ['ab', 'xabc']},
  {source: 'abc$', may: ['abc', 'xabc', 'ababc'], not: ['abcd', 'ab']},
  {source: '^a?b*c+$', may: ['c', 'ac', 'bbcc', 'abcc'], not: ['', 'ab', 'aac']},
  {source: '^(?:ab|c(?P<x>d|e))f$', may: ['abf', 'cdf', 'cef'], not: ['abdf', 'cf']},
  {source: '^[a-c\\d_.-]{2}$', may: ['a1', '_.', '--'], not: ['a', 'd1', 'abc']},
  {source: '^[^a-c]\\w\\s\\S.$', may: ['dx !!'], not: ['ax !!', 'd! !!', 'dxx!!']},
  {source: '^a{0}b{3}$', may: ['bbb'], not: ['bb', 'bbbb']},
  {source: '^[]x]\\]\\$$', may: [']]$', 'x]$'], not: ['x]', '[]$']},
  {source: '^x(?:y|)z$', may: ['xyz', 'xz'], not: ['xyyz']},
  {source: '^ab+?c??\\.$', may: ['ab.', 'abbc.'], not: ['a.', 'abcc.']},
  // What is counted on is only that a text may match: a longer count, letters that are not ASCII, a boundary, other syntax.
  {source: '^a{6}$', may: ['aaaaaa', 'aaaaaaa'], not: ['aaa', 'aaaaab']},
  {source: '^a.[^b]c$', may: ['aéxc', 'aéüc', 'a漢字c', 'a🎉éc'], not: ['é', 'béxc', 'aébc']},
  {source: '^[aµ]\\wé$', may: ['aaé', 'µaé', 'éaé', 'aaüü'], not: ['aéé', 'ü', 'aaé.']},
  {source: '^a[^\\w]\\s[^é]\\W$', may: ['aéééé', 'aé é.'], not: ['aéa', 'é']},
  {source: '^a\\b\\.b', may: ['a.b'], not: ['ab']},
  {source: '(?i)^ab', may: ['AB', 'x'], not: []},
  {source: '^a|b$', may: ['a', 'x'], not: []},
  {source: '^\\x41', may: ['A', 'x'], not: []},
  {source: '^[[:alpha:]]', may: ['A', '1'], not: []},
  {source: '', may: ['', 'x'], not: []},
])('what $source may match', ({source, may, not}) => {
  expect(may.filter((text) => !mayMatch([source], text))).toEqual([])
  expect(not.filter((text) => mayMatch([source], text))).toEqual([])
})

test('no pattern at all matches nothing', () => {
  expect(mayMatch([], 'x')).toBe(false)
})

test('one of several patterns, and a copy of the table that goes on with it', () => {
  const automaton = createAutomaton(['^ab', '^b(?:c|d)$'])
  const may = (text: string) => automaton.mayMatch(text)
  expect(['abx', 'bc', 'bd', 'bdx', 'c'].map(may)).toEqual([true, true, true, false, false])
  const table = {next: new Uint16Array(TABLE_ENTRIES.next), ends: new Uint8Array(TABLE_ENTRIES.ends)}
  automaton.writeTo(table)
  expect(['abx', 'bc', 'b', 'bdx', 'axy'].map(may)).toEqual([true, true, false, false, false])
  const late = {next: new Uint16Array(TABLE_ENTRIES.next), ends: new Uint8Array(TABLE_ENTRIES.ends)}
  automaton.writeTo(late)
  expect(table).toEqual(late)
  expect(table.next.filter((state) => state > 0).length).toBeGreaterThan(5)
})

test('a pattern with more states than there is room for may match anything it has not been seen to refuse', () => {
  // Which of the last twelve characters were an a: 4,096 states.
  const source = `a${'[ab]'.repeat(12)}$`
  const text = fc.string({unit: fc.constantFrom('a', 'b'), minLength: 0, maxLength: 40})
  const automaton = createAutomaton([source])
  fc.assert(
    fc.property(text, (text) => {
      if (new RegExp(source).test(text)) expect(automaton.mayMatch(text)).toBe(true)
    }),
    {numRuns: 2_000},
  )
})

const sources = Array.from(PYTHON_PRESET.matchAll(/match: '(.*)'$/gm), ([, source]) => source!.replaceAll("''", "'"))
const samples = Array.from(PYTHON_PRESET.matchAll(/text: "?(.*?)"?$/gm), ([, text]) => text!)

test('whatever a pattern of the package matches may match', () => {
  const each = sources.map((source) => ({
    expression: new RegExp(source.replaceAll('(?P<', '(?<')),
    automaton: createAutomaton([source]),
  }))
  const all = createAutomaton(sources)
  const text = fc
    .array(fc.oneof(fc.constantFrom(...samples.flatMap((sample) => sample.split(/\b/))), fc.string({maxLength: 3})))
    .map((words) => words.join(''))
  let matches = 0
  let refusals = 0
  fc.assert(
    fc.property(fc.oneof(fc.constantFrom(...samples), text), (text) => {
      for (const {expression, automaton} of each) {
        const may = automaton.mayMatch(text)
        if (!may) refusals++
        if (!expression.test(text)) continue
        matches++
        expect([may, all.mayMatch(text)]).toEqual([true, true])
      }
    }),
    {numRuns: 1_000},
  )
  expect(matches).toBeGreaterThan(200)
  expect(refusals).toBeGreaterThan(2_000)
})
