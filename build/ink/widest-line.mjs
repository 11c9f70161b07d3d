/** In place of `widest-line`: measures as the screen's writer places, and does not split what is one plain line. */
import {stripVTControlCharacters} from 'node:util'
import {cellsOfText} from '../../src/ui/terminal/cell-width.ts'

export default function widestLine(text) {
  const plain = text.includes('\x1b') ? stripVTControlCharacters(text) : text
  if (!plain.includes('\n')) return cellsOfText(plain)
  return plain.split('\n').reduce((widest, line) => Math.max(widest, cellsOfText(line)), 0)
}
