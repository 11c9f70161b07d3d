import fc from 'fast-check'
import {expect, test} from 'vitest'
import {createLineBlocks, LINE_CAP_BYTES} from '../../src/source/line-blocks.ts'

interface Seen {
  readonly lines: string[]
  readonly numbers: number[]
  readonly tooLong: number[]
}

/** Feeds `bytes` in pieces of the given sizes (the last one repeats). */
function feed(bytes: Buffer, sizes: readonly number[], isCounting: boolean): Seen {
  const blocks = createLineBlocks('here', 1)
  const seen: Seen = {lines: [], numbers: [], tooLong: []}
  const takeBlock = (block: {bytes: Uint8Array; line: number; lines?: number}): void => {
    const lines = Buffer.from(block.bytes).toString('latin1').split('\n')
    if (lines.at(-1) === '') lines.pop()
    lines.forEach((line, at) => {
      seen.lines.push(line)
      seen.numbers.push(block.line + at)
    })
    if (isCounting) block.lines = lines.length
  }
  for (let at = 0, step = 0; at < bytes.length; step++) {
    const room = blocks.room()
    const piece = bytes.subarray(at, at + Math.min(room.length, sizes[Math.min(step, sizes.length - 1)]!))
    room.set(piece)
    at += piece.length
    for (const item of blocks.take(piece.length)) {
      if (item.kind === 'block') takeBlock(item)
      else if (item.kind === 'note') seen.tooLong.push(item.line!)
    }
  }
  const rest = blocks.rest()
  if (rest !== undefined) takeBlock(rest)
  return seen
}

test('every line comes once with its number, however it is read', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({unit: fc.constantFrom('a', 'b', '\r', ' '), maxLength: 40}), {maxLength: 60}),
      fc.boolean(),
      fc.array(fc.integer({min: 1, max: 90}), {minLength: 1, maxLength: 20}),
      fc.boolean(),
      (lines, endsWithNewline, sizes, isCounting) => {
        const text = lines.join('\n') + (endsWithNewline ? '\n' : '')
        const expected = text.split('\n')
        if (expected.at(-1) === '') expected.pop()
        const seen = feed(Buffer.from(text, 'latin1'), sizes, isCounting)
        expect(seen.lines).toEqual(expected)
        expect(seen.numbers).toEqual(expected.map((_, at) => at + 1))
      },
    ),
  )
})

test.each([
  {name: 'exactly the cap', length: LINE_CAP_BYTES, isTaken: true},
  {name: 'one byte more', length: LINE_CAP_BYTES + 1, isTaken: false},
  {name: 'many times the cap', length: 5 * LINE_CAP_BYTES, isTaken: false},
])('a line of $name', ({length, isTaken}) => {
  for (const size of [1 << 20, 100_000, 65_536]) {
    const bytes = Buffer.from(`first\n${'x'.repeat(length)}\nlast\nunfinished`)
    const seen = feed(bytes, [size], false)
    expect(seen.lines.map((line) => line.length)).toEqual(isTaken ? [5, length, 4, 10] : [5, 4, 10])
    expect(seen.tooLong).toEqual(isTaken ? [] : [2])
    expect(seen.numbers.at(-1)).toBe(4)
  }
})

test('a byte order mark is dropped at the head of a file only', () => {
  expect(feed(Buffer.from('\ufeffa\n\ufeffb\n'), [100], false).lines).toEqual([
    'a',
    Buffer.from('\ufeffb').toString('latin1'),
  ])
})
