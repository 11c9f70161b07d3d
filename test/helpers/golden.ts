import {readFileSync, writeFileSync} from 'node:fs'
import {expect} from 'vitest'

/** Compares a text with test/golden/NAME.txt; UPDATE_GOLDEN=1 writes it instead. */
export function expectGolden(name: string, text: string): void {
  const file = new URL(`../golden/${name}.txt`, import.meta.url)
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text)
  expect(text).toBe(readFileSync(file, 'utf8'))
}
