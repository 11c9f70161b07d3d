import {expect, test} from 'vitest'
import {hasPromtool, promtool} from '../helpers/promtool.ts'
import {answersIn, runTests} from '../helpers/unit-tests.ts'
import {createRandomQueries} from './random-queries.ts'

const TIMES = ['7m', '10m', '13m30s']
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/** The same text, but for the last digits of numbers; which of several duplicates an error names is up to promtool's order of series. */
function isSame(mine: string, theirs: string): boolean {
  if (mine === theirs) return true
  if (theirs.startsWith('err: found duplicate series')) return mine.startsWith('err: found duplicate series')
  if (mine.replace(NUMBER, '#') !== theirs.replace(NUMBER, '#')) return false
  const numbers = theirs.match(NUMBER)!.map(Number)
  return mine.match(NUMBER)!.every((text, i) => {
    const difference = Math.abs(Number(text) - numbers[i]!)
    return difference <= 1e-9 * Math.abs(numbers[i]!) || difference < 1e-12
  })
}

test.runIf(hasPromtool).each([101, 102, 103, 104])('random expressions give what promtool gives (seed %i)', (seed) => {
  const {series, exprs} = createRandomQueries(seed, 400)
  const exprTests = exprs.map((expr, index) => ({expr, eval_time: TIMES[index % TIMES.length], exp_samples: []}))
  const end = {expr: 'vector(1)', eval_time: '40m', exp_samples: []}
  const group = {interval: '1m', input_series: series, promql_expr_test: [...exprTests, end]}
  const text = JSON.stringify({rule_files: [], tests: [group]})
  const theirs = answersIn(promtool(['test', 'rules', 'test.yml'], {'test.yml': text}).text)
  const mine = answersIn(runTests(text)[0]!.failures.join('\n'))
  expect(theirs.size).toBeGreaterThan(150)
  const different = [...new Set([...theirs.keys(), ...mine.keys()])]
    .map((expr) => ({expr, theirs: theirs.get(expr) ?? 'nothing', mine: mine.get(expr) ?? 'nothing'}))
    .filter((each) => !isSame(each.mine, each.theirs))
  expect(different).toEqual([])
})
