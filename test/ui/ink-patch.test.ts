import fc from 'fast-check'
import {expect, test} from 'vitest'
import PatchedOutput from '../../build/ink/output.mjs'
import measureText from '../../build/ink/measure-text.mjs'
import InkOutput from '../../node_modules/ink/build/output.js'
import {parseFrame} from '../../src/ui/terminal/grid.ts'

const WIDTH = 30
const HEIGHT = 6

const text = fc
  .array(fc.constantFrom('a', 'plugin', '日本', '▲', ' ', '\x1b[31mred\x1b[39m', '\n'), {maxLength: 6})
  .map((parts) => parts.join(''))
const write = fc.record({x: fc.integer({min: 0, max: 28}), y: fc.integer({min: 0, max: 5}), text, isBold: fc.boolean()})
const clip = fc.record({
  x1: fc.integer({min: 0, max: 10}),
  x2: fc.integer({min: 11, max: 30}),
  y1: fc.integer({min: 0, max: 2}),
  y2: fc.integer({min: 3, max: 6}),
})

test("the patched output draws what Ink's own draws", () => {
  fc.assert(
    fc.property(fc.array(write, {maxLength: 8}), fc.option(clip), (writes, area) => {
      const [own, patched] = [InkOutput, PatchedOutput].map((Output) => {
        const output = new Output({width: WIDTH, height: HEIGHT})
        if (area) output.clip(area)
        for (const each of writes) {
          const transformers = each.isBold ? [(line: string) => `\x1b[1m${line}\x1b[22m`] : []
          output.write(each.x, each.y, each.text, {transformers})
        }
        if (area) output.unclip()
        return parseFrame(output.get().output, WIDTH, HEIGHT)
      })
      expect(patched?.text.join('').trimEnd()).toBe(own?.text.join('').trimEnd())
    }),
    {numRuns: 300},
  )
})

test.each([
  {text: '', size: {width: 0, height: 0}},
  {text: 'ab', size: {width: 2, height: 1}},
  {text: '\x1b[31mab\x1b[39m\n日本', size: {width: 4, height: 2}},
])('text is measured: $text', ({text, size}) => expect(measureText(text)).toEqual(size))
