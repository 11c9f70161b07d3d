import {expect, test} from 'vitest'
import {parseRotatedName} from '../../../src/source/paths/rotated-name.ts'

test.each([
  {name: 'x.log', base: 'x.log'},
  {name: 'x.log.gz', base: 'x.log', isCompressed: true},
  {name: 'x.log.1', base: 'x.log'},
  {name: 'x.log.12.gz', base: 'x.log', isCompressed: true},
  {name: 'x-20261121.log', base: 'x.log'},
  {name: 'x-20261121.log.gz', base: 'x.log', isCompressed: true},
  {name: 'x.log-20261121', base: 'x.log'},
  {name: 'x.log-20261121-1795219200', base: 'x.log'},
  {name: 'x.log.2026-11-21', base: 'x.log'},
  {name: 'x.log.2026-11-21_10-30-00', base: 'x.log'},
  {name: 'x.log.2026-11-21.2', base: 'x.log'},
  {name: 'x.2026-11-21.log', base: 'x.log'},
  {name: 'x_2026-11-21.jsonl', base: 'x.jsonl'},
  {name: 'x-2026-11-21T10-00-00.000.log', base: 'x.log'},
  {name: 'x-2026-11-21-3.log.gz', base: 'x.log', isCompressed: true},
  {name: 'plain', base: 'plain'},
  {name: 'plain.1', base: 'plain'},
  {name: 'release-20.4.log', base: 'release-20.4.log'},
  {name: 'host-12345678.log', base: 'host-12345678.log'},
  {name: 'v1.2.3.log', base: 'v1.2.3.log'},
])('$name is of $base', ({name, base, isCompressed = false}) => {
  expect(parseRotatedName(name)).toMatchObject({base, isCompressed})
})

test.each([
  {name: 'numbers', names: ['x.log.10', 'x.log.9', 'x.log.2.gz', 'x.log.1', 'x.log']},
  {name: 'dates', names: ['x-20251231.log', 'x-2026-01-01.log', 'x-2026-01-01-2.log', 'x-2026-01-01-10.log', 'x.log']},
  {name: 'hours', names: ['x.log.2026-11-21_09', 'x.log.2026-11-21_10', 'x.log.2026-11-22', 'x.log']},
])('oldest first: $name', ({names}) => {
  const orderOf = (name: string): string => parseRotatedName(name).order
  const sorted = [...names].reverse().sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
  expect(sorted).toEqual(names)
})
