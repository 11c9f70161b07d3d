import fc from 'fast-check'
import {expect, test} from 'vitest'
import {createDecoder} from '../../src/decode/create-decoder.ts'
import {createPlainBatch} from '../../src/decode/plain-batch.ts'
import {createLineRing, type LineEvent} from '../../src/monitor/line-ring.ts'
import {passingBatch} from './passing-batch.ts'

const CAPACITY = 5

function line(at: number): LineEvent {
  return {type: 'log', level: 'INFO', message: `at ${String(at)}`, time: at, origin: 'native'}
}

test('an error is a line of the level ERROR', () => {
  const ring = createLineRing(CAPACITY)
  const event = {type: 'error', pluginName: 'a', errorType: 'E', message: 'm', time: 1, origin: 'native'} as const
  ring.push('host', passingBatch([event]), 0)
  expect(ring.values()).toEqual([
    {at: 1, instance: 'host', level: 'ERROR', message: 'm', pluginName: 'a', errorType: 'E'},
  ])
})

test('the last lines stay, whatever becomes of the batches they came in', () => {
  const batches = fc.array(fc.record({lines: fc.nat(8), isOwn: fc.boolean(), isAsked: fc.boolean()}), {maxLength: 20})
  fc.assert(
    fc.property(batches, (batches) => {
      const ring = createLineRing(CAPACITY)
      const said: string[] = []
      for (const {lines, isOwn, isAsked} of batches) {
        const batch = passingBatch(Array.from({length: lines}, (_, index) => line(said.length + index)))
        for (let index = 0; index < batch.length; index++) {
          const own = createPlainBatch([batch.keep(index)])
          ring.push('host', isOwn ? own : batch, isOwn ? 0 : index)
          said.push(`at ${String(batch.times[index])}`)
        }
        if (isAsked) expect(ring.values().map(({message}) => message)).toEqual(said.slice(-CAPACITY))
        ring.release(batch)
        batch.close()
      }
      expect(ring.values().map(({message}) => message)).toEqual(said.slice(-CAPACITY))
    }),
  )
})

test('what is read of stored bytes is what the batch said, for long lines, escapes and lines without a time', () => {
  const text = fc.oneof(
    fc.string({unit: 'binary', maxLength: 40}),
    fc.integer({min: 900, max: 1_100}).map((n) => 'x'.repeat(n)),
  )
  const lines = fc.array(
    fc.record({message: text, isError: fc.boolean(), hasTime: fc.boolean()}, {noNullPrototype: true}),
    {minLength: 1, maxLength: 8},
  )
  fc.assert(
    fc.property(fc.array(lines, {maxLength: 10}), (blocks) => {
      const ring = createLineRing(CAPACITY)
      const asked = createLineRing(CAPACITY)
      const decoder = createDecoder({scanFromBytes: 0})
      for (const [block, lines] of blocks.entries()) {
        const bytes = lines
          .map(({message, isError, hasTime}) => ({
            v: 1,
            ...(isError
              ? {type: 'error', plugin_name: 'p', error_type: 'E', message}
              : {type: 'log', level: 'INFO', message}),
            ...(hasTime && {time: '2026-11-22T10:00:00.5Z'}),
          }))
          .map((line) => `${JSON.stringify(line)}\n`)
          .join('')
        const batch = decoder.decode(Buffer.from(bytes), 1, block)
        for (let index = 0; index < batch.length; index++) {
          ring.push('host', batch, index)
          asked.push('host', createPlainBatch([batch.keep(index)]), 0)
        }
        ring.release(batch)
      }
      expect(ring.values()).toEqual(asked.values())
    }),
  )
})
