import fc from 'fast-check'
import {expect, test} from 'vitest'
import {createFactMemory} from '../../src/monitor/fact-memory.ts'
import type {Fact} from '../../src/monitor/journal.ts'

test('what is remembered of a plugin are its facts among the last', () => {
  const plugins = fc.array(fc.constantFrom('a', 'b', 'c', undefined), {maxLength: 40})
  fc.assert(
    fc.property(plugins, fc.integer({min: 1, max: 8}), (told, capacity) => {
      const memory = createFactMemory(capacity)
      const facts = told.map((pluginName, at): Fact => ({
        instance: 'h',
        pluginName,
        what: {at, kind: 'error', text: ''},
      }))
      for (const fact of facts) memory.push(fact)
      const last = facts.slice(-capacity)
      expect(memory.about(undefined)).toEqual(last)
      for (const name of ['a', 'b', 'c'])
        expect(memory.about(name)).toEqual(last.filter(({pluginName}) => pluginName === name))
    }),
  )
})
