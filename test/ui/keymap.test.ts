import {expect, test} from 'vitest'
import {commandOf, KEYMAP} from '../../src/ui/keymap.ts'

test('no key means two things, and no command stands twice', () => {
  const keys = KEYMAP.flatMap((binding) => binding.keys)
  expect(new Set(keys).size).toBe(keys.length)
  const commands = KEYMAP.map(({command}) => command)
  expect(new Set(commands).size).toBe(commands.length)
})

test.each(KEYMAP)('$label is written as it is typed', ({label, keys, command}) => {
  for (const key of keys) expect(commandOf(key)).toBe(command)
  const written: Readonly<Record<string, string>> = {
    Tab: 'tab',
    Enter: 'enter',
    Esc: 'escape',
    Space: 'space',
    PgUp: 'page-up',
    PgDn: 'page-down',
    Home: 'home',
    End: 'end',
    'Shift-Tab': 'shift-tab',
    '→': 'right',
    '←': 'left',
    '↑': 'up',
    '↓': 'down',
  }
  for (const name of label.split(' ')) expect(keys).toContain(written[name] ?? name)
})

test('Ctrl-C is no binding that could be lost', () => expect(commandOf('ctrl-c')).toBeUndefined())
