import fc from 'fast-check'
import {expect, test} from 'vitest'
import {createLineRing, type LineEvent} from '../../src/monitor/line-ring.ts'
import {passingBatch} from './passing-batch.ts'

const CAPACITY = 5

function line(at: number): LineEvent {
  return {type: 'log', level: 'INFO', message: `at ${String(at)}`, time: at, origin: 'native'}
}

test('an error is a line of the level ERROR', () => {
  const ring = createLineRing(CAPACITY)
  const event = {type: 'error', pluginName: 'a', errorType: 'E', message: 'm', time: 1, origin: 'native'} as const
  ring.push('host', event, passingBatch([event]), 0)
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
          ring.push('host', batch.at(index) as LineEvent, batch, isOwn ? -1 : index)
          said.push(`at ${String(batch.timeAt(index))}`)
        }
        if (isAsked) expect(ring.values().map(({message}) => message)).toEqual(said.slice(-CAPACITY))
        ring.release(batch)
        batch.close()
      }
      expect(ring.values().map(({message}) => message)).toEqual(said.slice(-CAPACITY))
    }),
  )
})
