import {describe, expect, test} from 'vitest'
import {compileLabelPattern, compileRegexp} from '../../src/promql/regexp.ts'

describe('a label pattern', () => {
  test.each([
    ['a|b', 'b', true],
    ['a|b', 'ab', false],
    ['a|', '', true],
    ['', '', true],
    ['.*', 'a\nb', true],
    ['a.c', 'a\nc', true],
    ['a', 'ab', false],
    ['(?i)ERROR', 'error', true],
    ['[[:digit:]]+', '42', true],
    ['\\d{3}', '1234', false],
    ['a.b', 'axb', true],
    ['a\\.b', 'axb', false],
    ['é+', 'éé', true],
  ])('%s over %s: %s', (pattern, value, matches) => {
    expect(compileLabelPattern(pattern).test(value)).toBe(matches)
  })

  test.each([
    ['(.*)-(.*)', 'a-b', '$2', 'b'],
    ['(.*)-(.*)', 'a-b', '${2}_$1', 'b_a'],
    ['(.*)-(.*)', 'a-b', '$2_', ''],
    ['(?P<x>.*)-.*', 'a-b', '$x', 'a'],
    ['(a)|(b)', 'a', '[$1$2$9$$]', '[a$]'],
    ['a|b', 'b', 'plain', 'plain'],
    ['a|b', 'b', '<$0>', '<b>'],
    ['a', 'b', '$0', undefined],
  ])('%s over %s expands %s to %s', (pattern, value, replacement, expanded) => {
    expect(compileLabelPattern(pattern).expand(value, replacement)).toBe(expanded)
  })

  test.each([
    ['(', 'error parsing regexp: missing closing ): `(`'],
    ['a**', 'error parsing regexp: invalid nested repetition operator: `**`'],
    ['(?=a)', 'error parsing regexp: invalid or unsupported Perl syntax: `(?=`'],
  ])('%s is refused in the words of Go', (pattern, message) => {
    expect(() => compileLabelPattern(pattern)).toThrow(message)
  })

  test('takes no longer for a pattern that makes others hang', () => {
    expect(compileLabelPattern('(a+)+$').test(`${'a'.repeat(5000)}b`)).toBe(false)
  })
})

describe('a regular expression of a template', () => {
  test('matches anywhere, and its dot no line end', () => {
    expect([compileRegexp('b').test('abc'), compileRegexp('a.c').test('a\nc')]).toEqual([true, false])
  })

  test.each([
    ['localhost:(.*)', 'my localhost:90 and localhost:x', '<$1>', 'my <90 and localhost:x>'],
    ['(a)(b)?', 'ab a', '[$2$1]', '[ba] [a]'],
    ['x*', 'ab', '-', '-a-b-'],
  ])('%s in %s replaced by %s', (pattern, text, replacement, result) => {
    expect(compileRegexp(pattern).replaceAll(text, replacement)).toBe(result)
  })
})
