import fc from 'fast-check'
import {expect, test} from 'vitest'
import {splitKeys} from '../../../src/ui/terminal/split-keys.ts'

test.each([
  {name: 'a letter', chunk: 'q', keys: ['q']},
  {name: 'pasted or typed ahead', chunk: 'jj2?', keys: ['j', 'j', '2', '?']},
  {name: 'arrows', chunk: '\x1b[A\x1b[B\x1b[C\x1b[D', keys: ['up', 'down', 'right', 'left']},
  {name: 'arrows of application mode', chunk: '\x1bOA\x1bOB', keys: ['up', 'down']},
  {name: 'arrows with Ctrl', chunk: '\x1b[1;5A', keys: ['up']},
  {
    name: 'pages',
    chunk: '\x1b[5~\x1b[6~\x1b[H\x1b[F\x1b[1~\x1b[4~',
    keys: ['page-up', 'page-down', 'home', 'end', 'home', 'end'],
  },
  {name: 'both backspaces', chunk: '\x7f\b', keys: ['backspace', 'backspace']},
  {name: 'tab and back', chunk: '\t\x1b[Z', keys: ['tab', 'shift-tab']},
  {name: 'enter, space, controls', chunk: '\r \x03\x1a', keys: ['enter', 'space', 'ctrl-c', 'ctrl-z']},
  {name: 'a mouse report vanishes', chunk: 'a\x1b[<0;10;5Mb', keys: ['a', 'b']},
  {name: 'an old mouse report vanishes', chunk: 'a\x1b[M !!b', keys: ['a', 'b']},
  {name: 'focus vanishes', chunk: '\x1b[I\x1b[Ox', keys: ['x']},
  {name: 'function keys vanish', chunk: '\x1bOP\x1b[15~x', keys: ['x']},
  {name: 'a reply of the terminal vanishes', chunk: '\x1b]11;rgb:0/0/0\x07x', keys: ['x']},
  {name: 'bracketed paste marks vanish', chunk: '\x1b[200~ab\x1b[201~', keys: ['a', 'b']},
  {name: 'Alt is Escape first', chunk: '\x1bq', keys: ['escape', 'q']},
  {name: 'other scripts', chunk: 'é日😀', keys: ['é', '日', '😀']},
])('$name', ({chunk, keys}) => expect(splitKeys(chunk)).toEqual({keys, rest: ''}))

test.each([
  {chunk: 'a\x1b', keys: ['a'], rest: '\x1b'},
  {chunk: '\x1b[', keys: [], rest: '\x1b['},
  {chunk: '\x1b[1;5', keys: [], rest: '\x1b[1;5'},
  {chunk: '\x1b]11;rgb', keys: [], rest: '\x1b]11;rgb'},
])('the beginning of a sequence waits: $chunk', ({chunk, keys, rest}) => expect(splitKeys(chunk)).toEqual({keys, rest}))

test('a sequence cut anywhere gives the same keys', () => {
  const whole = 'j\x1b[A\x1b[5~k\x1bOBq'
  for (let cut = 0; cut <= whole.length; cut++) {
    const first = splitKeys(whole.slice(0, cut))
    expect([...first.keys, ...splitKeys(first.rest + whole.slice(cut)).keys]).toEqual([
      'j',
      'up',
      'page-up',
      'k',
      'down',
      'q',
    ])
  }
})

test('no input hangs it, throws or keeps more than a little', () => {
  fc.assert(
    fc.property(fc.string({unit: 'binary', maxLength: 600}), (chunk) => {
      const {keys, rest} = splitKeys(chunk)
      expect(keys.length).toBeLessThanOrEqual(2 * chunk.length)
      expect(rest.length).toBeLessThanOrEqual(256)
    }),
  )
})
