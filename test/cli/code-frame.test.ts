import {expect, test} from 'vitest'
import {codeFrame} from '../../src/cli/code-frame.ts'

test.each([
  {name: 'a place', text: 'a: 1\nbc: d\n', where: {line: 2, column: 5}, frame: '    bc: d\n        ^\n'},
  {name: 'behind a tab', text: 'a:\td', where: {line: 1, column: 4}, frame: '    a: d\n       ^\n'},
  {name: 'behind the end of the line', text: 'a', where: {line: 1, column: 2}, frame: '    a\n     ^\n'},
  {
    name: 'an escape before the place',
    text: 'a\x1b[2Jb: c',
    where: {line: 1, column: 8},
    frame: '    ab: c\n       ^\n',
  },
  {name: 'no such line', text: 'a', where: {line: 2, column: 1}, frame: ''},
  {name: 'no column', text: 'a', where: {line: 1}, frame: ''},
  {
    name: 'the middle of a long line',
    text: `${'x'.repeat(1000)}HERE${'y'.repeat(1000)}`,
    where: {line: 1, column: 1001},
    frame: `    …${'x'.repeat(60)}HERE${'y'.repeat(56)}…\n    ${' '.repeat(61)}^\n`,
  },
])('$name', ({text, where, frame}) => {
  expect(codeFrame(text, where)).toBe(frame)
})
