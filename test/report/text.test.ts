import stringWidth from 'string-width'
import {expect, test} from 'vitest'
import {reportMarkdown} from '../../src/report/markdown.ts'
import {reportText} from '../../src/report/text.ts'
import {EMPTY} from '../helpers/snapshot-fixture.ts'
import {RICH} from './rich.ts'

test.each([
  {file: 'rich.txt', text: () => reportText(RICH)},
  {file: 'rich-80-ascii.txt', text: () => reportText(RICH, {width: 80, ascii: true})},
  {file: 'rich.md', text: () => reportMarkdown(RICH)},
  {file: 'empty.txt', text: () => reportText(EMPTY)},
])('$file', async ({text, file}) => {
  await expect(text()).toMatchFileSnapshot(`golden/${file}`)
})

test.each([120, 80, 60])('no table is wider than %i cells', (width) => {
  const tables = reportText(RICH, {width}).slice(reportText(RICH).indexOf('Thresholds'))
  for (const line of tables.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width)
})

test('figures of a window say so', () => {
  const text = reportText({...RICH, window: '5m'})
  expect(text).toContain('0.4/min in the last 5m')
  expect(text).toContain('Thresholds in the last 5m')
})

test('colour changes nothing but the colour', () => {
  const colored = reportText(RICH, {color: true})
  expect(colored).not.toBe(reportText(RICH))
  expect(colored.replaceAll(/\x1b\[\d+m/g, '')).toBe(reportText(RICH))
})

test('nothing that a terminal obeys gets through', () => {
  for (const text of [reportText(RICH), reportMarkdown(RICH)]) expect(text).not.toMatch(/[^\P{Cc}\n]/u)
})

test('ASCII is ASCII', () => expect(reportText(RICH, {ascii: true})).toMatch(/^[\n\x20-\x7e]*$/))

test('Markdown and HTML in the data are only text', () => {
  const markdown = reportMarkdown(RICH)
  expect(markdown).toContain('/opt/a\\|b')
  expect(markdown).toContain('evil-\\<img>')
})
