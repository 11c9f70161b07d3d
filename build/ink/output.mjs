/**
 * In place of Ink's `output.js`. Ink's own makes an object of every cell and tokenises every string anew on each frame, which is most of
 * what a frame costs. Rows are put together from their styled segments here; segments that overlap or leave the frame, and clipping, go
 * to the original.
 */
import InkOutput from '../../node_modules/ink/build/output.js'
import widestLine from './widest-line.mjs'

export default class Output {
  #original
  #segments = []
  #isSimple = true
  #width
  #height

  constructor(options) {
    this.#original = new InkOutput(options)
    this.#width = options.width
    this.#height = options.height
  }

  write(x, y, text, options) {
    if (text) {
      this.#segments.push({x, y, text, transformers: options.transformers})
      this.#original.write(x, y, text, options)
    }
  }

  clip(area) {
    this.#isSimple = false
    this.#original.clip(area)
  }

  unclip() {
    this.#original.unclip()
  }

  get() {
    const output = this.#isSimple ? this.#compose() : undefined
    return output === undefined ? this.#original.get() : {output, height: this.#height}
  }

  #compose() {
    const rows = Array.from({length: this.#height}, () => [])
    for (const {x, y, text, transformers} of this.#segments) {
      for (const [index, plain] of text.split('\n').entries()) {
        const line = transformers.reduce((styled, transform) => transform(styled, index), plain)
        const width = widestLine(line)
        if (x < 0 || x + width > this.#width) return undefined
        if (width > 0) rows[y + index]?.push({x, width, line})
      }
    }
    const lines = []
    for (const row of rows) {
      row.sort((a, b) => a.x - b.x)
      let line = ''
      let column = 0
      for (const segment of row) {
        if (segment.x < column) return undefined
        line += ' '.repeat(segment.x - column) + segment.line
        column = segment.x + segment.width
      }
      lines.push(line.trimEnd())
    }
    return lines.join('\n')
  }
}
