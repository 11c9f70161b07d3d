import {expect, test} from 'vitest'
import {compile} from '../../src/promql/compile.ts'
import {parseExpr} from '../../src/promql/parse.ts'
import {canLookAhead, createLookAhead, rowsAt} from '../../src/rules/look-ahead.ts'
import {parseMetric} from '../../src/rules/unit-test/metric-text.ts'
import {createTestStorage} from '../../src/rules/unit-test/test-storage.ts'

test.each([
  ['given series', 'rate(up[5m]) > 1', true],
  ['a recorded series', 'up and on(job) job:up:sum', false],
  ['alerts', 'count(ALERTS) > 0', false],
  ['a pattern that accepts a recorded name', '{__name__=~"job:.*"}', false],
  ['a pattern that does not', '{__name__=~"u.*"}', true],
  ['any name', '{job="x"}', false],
  ['the future', 'up offset -1m', false],
  ['the past', 'up offset 1m', true],
  ['a fixed instant', 'up @ 0', false],
  ['a fixed instant of a subquery', 'max_over_time(up[5m:1m] @ end())', false],
  ['inside of functions and aggregations', 'topk(scalar(job:up:sum), up)', false],
  ['no series at all', 'vector(1)', true],
])('an expression over %s: %s', (_, expr, expected) => {
  expect(canLookAhead(parseExpr(expr), new Set(['ALERTS', 'job:up:sum']))).toBe(expected)
})

test('looking ahead gives what each tick gives alone, and fails only where that fails', () => {
  const storage = createTestStorage()
  storage.load(parseMetric('a{i="1"}'), '0+1x400', 15_000)
  storage.load(parseMetric('a{i="2"}'), '_x200 1x20 stale 5x30', 15_000)
  const compiled = compile(parseExpr('a * on() group_left() sum(a) > 300 or on() (a * on() a)'), '')
  const outcome = (evaluate: () => unknown) => {
    try {
      return evaluate()
    } catch (error) {
      return (error as Error).message
    }
  }
  const ahead = createLookAhead(compiled, storage.whole, {start: 0, stepMs: 15_000, count: 400}, {})
  const outcomes = new Set<string>()
  for (let at = 0; at < 400 * 15_000; at += 15_000) {
    storage.revealUntil(at)
    const expected = outcome(() => rowsAt(compiled, storage, at, {}))
    expect(outcome(() => ahead(at))).toEqual(expected)
    outcomes.add(typeof expected)
  }
  expect(outcomes).toEqual(new Set(['object', 'string']))
  expect(ahead(7_000)).toEqual(rowsAt(compiled, storage, 7_000, {}))
})
