import {expect, test} from 'vitest'
import {parseExpr} from '../../src/promql/parse.ts'
import {thresholdOf} from '../../src/rules/threshold.ts'

test.each([
  ['a > 0.5', {operator: '>', limit: 0.5}],
  ['(sum(a) * 60) <= -1', {operator: '<=', limit: -1}],
  ['5 < a', {operator: '>', limit: 5}],
  ['((a == 0))', {operator: '==', limit: 0}],
  ['a > 5m', {operator: '>', limit: 300}],
  ['a > bool 1', undefined],
  ['a > b', undefined],
  ['a > 1 and b', undefined],
  ['1 > bool 2', undefined],
  ['absent(a)', undefined],
])('%s', (text, threshold) => {
  expect(thresholdOf(parseExpr(text))).toEqual(threshold)
})
