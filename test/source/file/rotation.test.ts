import {spawn} from 'node:child_process'
import {join} from 'node:path'
import {createInterface} from 'node:readline'
import {expect, test} from 'vitest'
import {createFileSource} from '../../../src/source/file/file-source.ts'
import {startReading} from '../collect.ts'
import {makeFolder} from '../folder.ts'

const WRITER = join(import.meta.dirname, 'writer.mjs')

test.concurrent.for([
  {manner: 'rename', lines: 3000, perRotation: 300, notes: ['rotated']},
  {manner: 'rename', lines: 2000, perRotation: 40, notes: ['rotated']},
  {manner: 'late-writer', lines: 600, perRotation: 200, notes: ['rotated']},
  {manner: 'rename-unlink', lines: 900, perRotation: 300, notes: ['rotated']},
  {manner: 'dated', lines: 2000, perRotation: 100, notes: ['rotated']},
  {manner: 'copytruncate', lines: 900, perRotation: 300, notes: ['truncated']},
  {manner: 'regrow', lines: 900, perRotation: 100, notes: ['truncated']},
  {manner: 'delete', lines: 900, perRotation: 300, notes: ['recreated']},
  {manner: 'symlink', lines: 900, perRotation: 300, notes: ['recreated', 'rotated']},
])(
  '$manner every $perRotation lines: every line once',
  async ({manner, lines, perRotation, notes}, {onTestFinished}) => {
    const path = join(makeFolder(onTestFinished), 'plugins.log')
    const source = createFileSource({
      log: {path, files: []},
      from: 'start',
      follow: true,
      timeOf: () => undefined,
    })
    const reading = startReading(source)
    await reading.until(() => reading.states.includes('waiting'))
    const writer = spawn(process.execPath, [WRITER, path, manner, String(lines), String(perRotation)])
    let count = 0
    for await (const line of createInterface(writer.stdout)) {
      count = Number(line)
      await reading.until(() => reading.lines.length >= count, 15_000)
      writer.stdin.write('.')
    }
    await reading.stop()

    const numbers = reading.lines.map((line) => (JSON.parse(line) as {n: number}).n).sort((a, b) => a - b)
    expect(numbers).toEqual(Array.from({length: count}, (_, number) => number))
    expect(reading.notes[0]).toBe('appeared')
    expect(new Set(reading.notes.slice(1))).toEqual(new Set(notes))
  },
)
