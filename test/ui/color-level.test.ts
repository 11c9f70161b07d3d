import {expect, test} from 'vitest'
import {colorLevel} from '../../src/ui/color-level.ts'

test.each([
  {name: 'what was detected', choice: 'auto', environment: {}, detected: 2, level: 2},
  {name: 'NO_COLOR', choice: 'auto', environment: {NO_COLOR: '1'}, detected: 3, level: 0},
  {name: 'an empty NO_COLOR is none', choice: 'auto', environment: {NO_COLOR: ''}, detected: 3, level: 3},
  {
    name: 'FORCE_COLOR wins over NO_COLOR',
    choice: 'auto',
    environment: {NO_COLOR: '1', FORCE_COLOR: '2'},
    detected: 0,
    level: 2,
  },
  {name: 'FORCE_COLOR=0', choice: 'auto', environment: {FORCE_COLOR: '0'}, detected: 3, level: 0},
  {name: 'FORCE_COLOR=true', choice: 'auto', environment: {FORCE_COLOR: 'true'}, detected: 0, level: 1},
  {name: '--color never wins over all', choice: 'never', environment: {FORCE_COLOR: '3'}, detected: 3, level: 0},
  {name: '--color always wins over NO_COLOR', choice: 'always', environment: {NO_COLOR: '1'}, detected: 0, level: 1},
  {name: '--color always keeps what there is', choice: 'always', environment: {TERM: 'dumb'}, detected: 3, level: 3},
  {name: 'a dumb terminal', choice: 'auto', environment: {TERM: 'dumb'}, detected: 2, level: 0},
] as const)('$name', ({choice, environment, detected, level}) => {
  expect(colorLevel(choice, environment, detected)).toBe(level)
})
