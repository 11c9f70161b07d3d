import fc from 'fast-check'
import {expect, test} from 'vitest'
import {createJournal, isChatter} from '../../src/host/journal.ts'

const state = (plugin_name: string, new_state: string, time = 't') =>
  JSON.stringify({v: 1, time, type: 'state', plugin_name, new_state})

test.each([
  {name: 'a debug line', type: 'log', line: '{"level":"DEBUG"}', expected: true},
  {name: 'a critical line', type: 'log', line: '{"level":"CRITICAL"}', expected: false},
  {name: 'an error line', type: 'log', line: '{"level":"ERROR"}', expected: false},
  {name: 'usage', type: 'usage', line: '{}', expected: true},
  {name: 'a metric', type: 'metric', line: '{}', expected: true},
  {name: 'a span', type: 'span', line: '{}', expected: false},
  {name: 'an unknown type', type: 'new', line: '{}', expected: false},
])('$name may be shed: $expected', ({type, line, expected}) => {
  expect(isChatter(type, line)).toBe(expected)
})

test('a flood of log lines evicts no lifecycle event', () => {
  const journal = createJournal({lifecycleCapacity: 4, chatterCapacity: 4})
  journal.append('state', state('a', 'loaded'))
  for (let index = 0; index < 1000; index++) journal.append('log', '{"level":"DEBUG"}')
  expect(journal.firstAfter(0)).toMatchObject({seq: 1, type: 'state'})
  expect(journal.firstAfter(1)).toMatchObject({seq: 998, type: 'log'})
  expect(journal.missingAfter(0)).toBe(996)
})

test('what is held and what is missing add up, in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('log', 'span'), {maxLength: 60}),
      fc.integer({min: 1, max: 5}),
      fc.integer({min: 1, max: 5}),
      fc.nat(60),
      (types, lifecycleCapacity, chatterCapacity, from) => {
        const journal = createJournal({lifecycleCapacity, chatterCapacity})
        for (const type of types) journal.append(type, '{}')
        const start = Math.min(from, types.length)
        const held: number[] = []
        for (let at = journal.firstAfter(start); at; at = journal.firstAfter(at.seq)) held.push(at.seq)
        expect(held).toEqual([...held].sort((one, other) => one - other))
        expect(held.length + journal.missingAfter(start)).toBe(types.length - start)
      },
    ),
  )
})

test('hello tells the plugins as they stood at that place of the stream', () => {
  const journal = createJournal({lifecycleCapacity: 3})
  const hello = {
    v: 1,
    id: 's:1',
    time: 't1',
    type: 'hello',
    host: 'h',
    plugins: [{plugin_name: 'old', state: 'loaded'}],
  }
  journal.append('hello', JSON.stringify(hello))
  expect(journal.helloAt(0)).toBeUndefined()
  journal.append('state', state('a', 'loading', 't2'))
  journal.append('state', state('a', 'loaded', 't3'))
  journal.append('state', state('b', 'error', 't4'))
  journal.append('state', state('old', 'unloaded', 't5'))
  expect(JSON.parse(journal.helloAt(0)!)).toMatchObject({host: 'h', time: 't2'})
  expect(JSON.parse(journal.helloAt(3)!)).toEqual({
    v: 1,
    time: 't3',
    type: 'hello',
    host: 'h',
    plugins: [
      {plugin_name: 'old', state: 'loaded'},
      {plugin_name: 'a', state: 'loaded'},
    ],
  })
  expect(JSON.parse(journal.helloAt(5)!).plugins).toEqual([
    {plugin_name: 'old', state: 'unloaded'},
    {plugin_name: 'a', state: 'loaded'},
    {plugin_name: 'b', state: 'error'},
  ])
})

test('hello lists nothing to nobody but a new client: spans may have told of plugins that it does not name', () => {
  const journal = createJournal({lifecycleCapacity: 2})
  const hello = {v: 1, time: 't', type: 'hello', host: 'h', plugins: []}
  journal.append('hello', JSON.stringify(hello))
  for (let index = 0; index < 3; index++) journal.append('span', '{"time":"t2"}')
  expect(journal.helloAt(3)).toBeUndefined()
  expect(JSON.parse(journal.helloAt(0)!)).toEqual({...hello, time: 't2'})
})
