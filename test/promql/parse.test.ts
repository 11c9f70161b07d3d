import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {Expr} from '../../src/promql/ast.ts'
import {formatWhere, PlugmonError} from '../../src/errors.ts'
import {parseExpr} from '../../src/promql/parse.ts'
import {printExpr} from '../../src/promql/print.ts'
import {arbitraryExpr} from './arbitrary-expr.ts'
import {ACCEPTED, REFUSED} from './expressions.ts'

/** The message as promtool prints it, or `accepted`. */
function answer(text: string): string {
  try {
    parseExpr(text)
    return 'accepted'
  } catch (error) {
    if (!(error instanceof PlugmonError)) throw error
    return `${formatWhere(error.where)}: ${error.message}`
  }
}

/** A tree without places, which printing moves. */
function bare(expr: Expr): unknown {
  return JSON.parse(
    JSON.stringify(expr, (key, value: unknown) => {
      if (key === 'pos' || key === 'opStart') return undefined
      if (key === 'matchers') return (value as object[]).map((matcher) => JSON.stringify(matcher)).sort()
      return typeof value === 'number' ? String(value) : value
    }),
  )
}

describe('parseExpr', () => {
  test.each(REFUSED)('refuses %s', (text, message) => {
    expect(answer(text)).toBe(message)
  })

  test.each(ACCEPTED)('accepts %s', (text) => {
    expect(answer(text)).toBe('accepted')
  })

  test.each([
    [
      'several lines',
      'sum(\n  rate(foo)\n)',
      '2:8: parse error: expected type range vector in call to function "rate", got instant vector',
    ],
    ['a place behind letters of two bytes', '"é" $', "1:6: parse error: unexpected character: '$'"],
    ['a letter for the colon of a subquery', 'foo[5m x]', "1:8: parse error: unexpected character: 'x', expected ':'"],
    ['a string over a line end', '"abc\n"', '1:1: parse error: unterminated quoted string'],
  ])('places %s', (_, text, message) => {
    expect(answer(text)).toBe(message)
  })

  test.each([
    ['parentheses', `${'('.repeat(100_000)}1`],
    ['signs', `${'- '.repeat(100_000)}1`],
    ['a chain of operators', Array.from({length: 100_000}, () => 'a').join('+')],
    ['calls', 'abs('.repeat(100_000)],
    ['parentheses of an offset', `a offset ${'('.repeat(100_000)}1`],
  ])('refuses endless %s', (_, text) => {
    expect(answer(text)).toMatch(/nested deeper than 500 levels$/)
  })

  test.each([
    ['a sign binds looser than ^', '-2^2', '-2 ^ 2', 'unary'],
    ['^ binds to the right', '2^3^2', '2 ^ 3 ^ 2', 'binary'],
    ["a sign of a number is the number's", '- 5', '-5', 'number'],
    ['two signs', '- -a', '--a', 'unary'],
    ['a modifier binds tighter than a sign', '-a offset 5m', '-a offset 5m', 'unary'],
    ['modifiers of a range', 'a[5m] @ end() offset -1h', 'a[5m] @ end() offset -1h', 'range'],
    ['matchers are sorted', 'foo{b="1",a="2"}', 'foo{a="2",b="1"}', 'selector'],
    ['a quoted metric name', '{"foo",a="x"}', '{__name__="foo",a="x"}', 'selector'],
    ['escapes', '{"a b"="x\\n\\"\\x01é"}', '{"a b"="x\\n\\"\\x01é"}', 'selector'],
    ['by () is nothing', 'sum by () (foo)', 'sum(foo)', 'aggregate'],
    ['without () is something', 'sum without() (foo)', 'sum without () (foo)', 'aggregate'],
    ['a parameter', 'TOPK(1,foo) by (a)', 'topk by (a) (1, foo)', 'aggregate'],
    ['on () is something', 'a + on() b', 'a + on () b', 'binary'],
    ['ignoring () is nothing', 'a + ignoring() b', 'a + b', 'binary'],
    ['grouping', 'a * on(x) group_left b', 'a * on (x) group_left () b', 'binary'],
    ['a big number', '1e30', '1000000000000000000000000000000', 'number'],
    ['a small number', '1.5e-7', '0.00000015', 'number'],
    ['an octal number', '017', '15', 'number'],
    ['a duration', '1h30m', '1h30m', 'number'],
    ['days, not weeks, unless they are whole', '1y5d', '370d', 'number'],
    ['the empty step of a subquery', 'foo[5m:] offset -5m @ end()', 'foo[5m:] @ end() offset -5m', 'subquery'],
    ['less than a millisecond is cut', 'foo[1.0005]', 'foo[1s]', 'range'],
    ['a timestamp is rounded', 'foo @ 1.23456', 'foo @ 1.235', 'selector'],
  ])('%s: %s', (_, text, printed, kind) => {
    const expr = parseExpr(text)
    expect([printExpr(expr), expr.kind]).toEqual([printed, kind])
  })

  test.each([
    ['rate(foo{a="b"})', 'Give it a range: foo{a="b"}[5m].'],
    ['RATE(foo[5m])', 'Functions are written in lower case: rate.'],
    ['info(foo)', 'It is experimental in Prometheus 3.5; plugmon evaluates what is stable.'],
    ['limitk(1, foo)', 'It is experimental in Prometheus 3.5; plugmon evaluates what is stable.'],
    ['nosuch(foo)', undefined],
  ])('says what to do about %s', (text, cure) => {
    expect(() => parseExpr(text)).toThrow(expect.objectContaining({cure}))
  })

  test('what is printed parses to the same tree', () => {
    fc.assert(
      fc.property(arbitraryExpr, (text) => {
        const expr = parseExpr(text)
        const printed = printExpr(expr)
        const again = parseExpr(printed)
        expect(bare(again)).toEqual(bare(expr))
        expect(printExpr(again)).toBe(printed)
      }),
      {numRuns: 1000},
    )
  })

  test('no text makes it fail in a way of its own', () => {
    const piece = fc.constantFrom(
      ...'foo sum by ( ) [ ] { } , : = =~ "x" 5m 1 0x 1e + - ^ == and bool on offset @ start() ! # \n \\ é `'.split(
        ' ',
      ),
    )
    fc.assert(
      fc.property(fc.array(piece, {maxLength: 12}), (pieces) => {
        expect(answer(pieces.join(' '))).toMatch(/^(accepted|\d+:\d+: parse error: .+)$/s)
      }),
      {numRuns: 2000},
    )
  })
})
