import type {Where} from '../errors.ts'

/**
 * Where in a file a place within a scalar's text is: exact for plain, quoted and literal scalars that stand there as they read, else
 * the scalar's own place. `scalar` is where the scalar begins (a block at its `|`), `within` counts from 1 in its text.
 */
export function placeInScalar(file: string, scalar: Where, text: string, within: Where): Where {
  const [line = 1, column = 1] = [within.line, within.column]
  const lines = file.split('\n')
  const first = scalar.line ?? 1
  const isBlock = /^[|>]/.test(lines[first - 1]!.slice((scalar.column ?? 1) - 1))
  const at = first - 1 + (isBlock ? line : line - 1)
  const from = at === first - 1 ? (scalar.column ?? 1) - 1 : 0
  const wanted = text.split('\n')[line - 1]!.trim()
  const found = wanted === '' ? -1 : (lines[at]?.indexOf(wanted, from) ?? -1)
  if (found < 0) return scalar
  const indent = text.split('\n')[line - 1]!.search(/\S/)
  return {...scalar, line: at + 1, column: found + column - indent}
}
