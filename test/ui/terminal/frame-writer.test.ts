import {EventEmitter} from 'node:events'
import {expect, test} from 'vitest'
import {createFrameWriter} from '../../../src/ui/terminal/frame-writer.ts'

function createOutput() {
  const written: string[] = []
  const output = Object.assign(new EventEmitter(), {
    isFull: false,
    written,
    write(bytes: string) {
      written.push(bytes)
      return !output.isFull
    },
  })
  return output
}

test('a frame is wrapped in one synchronized update, and an unchanged one writes nothing', () => {
  const output = createOutput()
  const writer = createFrameWriter(output)
  writer.draw('hello', 10, 2)
  writer.draw('hello', 10, 2)
  expect(output.written).toEqual(['\x1b[?2026h\x1b[m\x1b[2J\x1b[1;1Hhello\x1b[?2026l'])
})

test('while the terminal takes nothing only the newest frame waits', () => {
  const output = createOutput()
  const writer = createFrameWriter(output)
  output.isFull = true
  writer.draw('one', 10, 1)
  for (const frame of ['two', 'three', 'four']) writer.draw(frame, 10, 1)
  expect(output.written).toHaveLength(1)
  expect(writer.dropped()).toBe(2)
  output.isFull = false
  output.emit('drain')
  expect(output.written).toHaveLength(2)
  expect(output.written[1]).toContain('four')
})

test('after a reset or another size everything is drawn anew', () => {
  const output = createOutput()
  const writer = createFrameWriter(output)
  writer.draw('hello', 10, 2)
  writer.draw('hello', 12, 2)
  writer.reset()
  writer.draw('hello', 12, 2)
  expect(output.written.map((bytes) => bytes.includes('\x1b[2J'))).toEqual([true, true, true])
})
