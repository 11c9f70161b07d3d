import fc from 'fast-check'
import {expect, test} from 'vitest'
import {bar} from '../../src/format/bar.ts'
import {sparkline} from '../../src/format/sparkline.ts'

test.each([
  {name: 'only zero is the lowest block', values: [0, 0.01, 4, 8], options: {}, text: '▁▂▅█'},
  {name: 'all zero', values: [0, 0], options: {}, text: '▁▁'},
  {name: 'a gap is blank', values: [1, undefined, 1], options: {}, text: '█ █'},
  {name: 'merging keeps the spike', values: [0, 9, 0, 0], options: {width: 2}, text: '█▁'},
  {name: 'fewer stay fewer', values: [1, 1], options: {width: 8}, text: '██'},
  {name: 'ASCII', values: [0, 0.1, 8], options: {ascii: true}, text: '_.#'},
  {name: 'nothing', values: [], options: {width: 4}, text: ''},
])('sparkline: $name', ({values, options, text}) => expect(sparkline(values, options)).toBe(text))

test.each([
  {fraction: 0, width: 8, ascii: false, text: ''},
  {fraction: 1e-9, width: 8, ascii: false, text: '▏'},
  {fraction: 0.3, width: 8, ascii: false, text: '██▍'},
  {fraction: 1, width: 8, ascii: false, text: '████████'},
  {fraction: 7, width: 2, ascii: false, text: '██'},
  {fraction: NaN, width: 2, ascii: false, text: ''},
  {fraction: 0.3, width: 8, ascii: true, text: '##.'},
])('bar($fraction, $width, $ascii) is $text', ({fraction, width, ascii, text}) =>
  expect(bar(fraction, width, {ascii})).toBe(text),
)

test('neither is ever wider than its room', () =>
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.double(), {nil: undefined})),
      fc.nat(80),
      fc.boolean(),
      fc.double(),
      (values, width, ascii, fraction) => {
        expect(sparkline(values, {width, ascii}).length).toBe(Math.min(width, values.length))
        expect(bar(fraction, width, {ascii}).length).toBeLessThanOrEqual(width)
      },
    ),
  ))
