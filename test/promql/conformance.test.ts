import {readdirSync, readFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {runTests} from '../helpers/unit-tests.ts'

const folder = new URL('../fixtures/promql/', import.meta.url)

test.each(readdirSync(folder))('Prometheus’ own cases: %s', (name) => {
  const results = runTests(readFileSync(new URL(name, folder), 'utf8'))
  expect(results.length).toBeGreaterThan(0)
  expect(results.flatMap(({failures}) => failures)).toEqual([])
})

test('a wrong expectation fails', () => {
  const text = readFileSync(new URL('operators.yml', folder), 'utf8')
  const wrong = text.replace(
    /(promql_expr_test:\n +- .*?value: )(\d)/g,
    (_, before: string, digit: string) => `${before}1${digit}`,
  )
  expect(wrong).not.toBe(text)
  const results = runTests(wrong)
  const changed = (wrong.match(/(?<=promql_expr_test:\n +- .*?value: )1\d/g) ?? []).length
  expect(results.filter(({failures}) => failures.length > 0)).toHaveLength(changed)
})
