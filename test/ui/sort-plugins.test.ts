import {expect, test} from 'vitest'
import {SORTS, sortPlugins} from '../../src/ui/sort-plugins.ts'
import {FULL} from '../helpers/snapshot-fixture.ts'

const names = (sort: (typeof SORTS)[number]): string[] =>
  sortPlugins(FULL.plugins, sort).map(({pluginName}) => pluginName)

test('by severity, then by name with numbers as numbers', () => {
  expect(names('severity').slice(0, 6)).toEqual([
    'theme-7',
    'export-142',
    '日本語-plugin',
    'auth-10',
    'auth-20',
    'auth-30',
  ])
})

test.each([
  {sort: 'P99', first: 'theme-7'},
  {sort: 'errors', first: 'theme-7'},
  {sort: 'cpu', first: 'theme-7'},
  {sort: 'memory', first: 'theme-7'},
  {sort: 'changes', first: 'theme-7'},
  {sort: 'name', first: 'auth-10'},
] as const)('by $sort', ({sort, first}) => expect(names(sort)[0]).toBe(first))

test.each(SORTS)('by %s, what is unknown comes last and nothing is lost', (sort) => {
  const sorted = sortPlugins(FULL.plugins, sort)
  expect(new Set(sorted)).toEqual(new Set(FULL.plugins))
  if (sort === 'cpu' || sort === 'memory') expect(sorted.at(-1)?.pluginName).toBe('export-142')
})
