import {expect, test} from 'vitest'
import {applySgr} from '../../../src/ui/terminal/apply-sgr.ts'

test.each([
  {name: 'a colour', style: '', parameters: '31', result: '31'},
  {name: 'another replaces it', style: '31', parameters: '92', result: '92'},
  {name: 'an extended one too', style: '31', parameters: '38;5;208', result: '38;5;208'},
  {name: 'the colour ends', style: '1;31', parameters: '39', result: '1'},
  {name: '22 ends bold and dim', style: '1;2;31', parameters: '22', result: '31'},
  {name: 'the order does not matter', style: '31', parameters: '1', result: '1;31'},
  {name: 'background apart', style: '31;44', parameters: '49', result: '31'},
  {name: 'reset', style: '1;31', parameters: '', result: ''},
  {name: 'reset by 0', style: '1;31', parameters: '0', result: ''},
  {name: 'reset and set', style: '1;31', parameters: '0;7', result: '7'},
  {name: 'true colour', style: '', parameters: '1;38;2;1;2;3', result: '1;38;2;1;2;3'},
])('$name', ({style, parameters, result}) => expect(applySgr(style, parameters)).toBe(result))
