import {appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {basename, join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {describe, expect, test} from 'vitest'
import {createFileSource, type FileSourceOptions} from '../../../src/source/file/file-source.ts'
import {createPositions} from '../../../src/source/file/positions.ts'
import {expandPaths} from '../../../src/source/paths/expand-paths.ts'
import {readAll, startReading} from '../collect.ts'
import {makeFolder} from '../folder.ts'

/** Lines of these tests begin with their time in milliseconds. */
const timeOf = (line: Uint8Array): number | undefined => {
  const time = Number.parseInt(Buffer.from(line).toString('latin1'), 10)
  return Number.isNaN(time) ? undefined : time
}

function open(path: string, options: Partial<FileSourceOptions> = {}) {
  return createFileSource({log: expandPaths([path])[0]!, from: 'start', follow: false, timeOf, ...options})
}

/** The log of a folder, with all its files. */
function openFolder(folder: string, options: Partial<FileSourceOptions> = {}) {
  const [log] = expandPaths([folder])
  return createFileSource({log: log!, from: 'start', follow: false, timeOf, ...options})
}

describe('reading to the end', () => {
  test('takes CRLF, a byte order mark, and a last line without an end', async () => {
    const path = join(makeFolder(), 'x.log')
    writeFileSync(path, '\ufeffone\r\ntwo\r\n\r\nthree')
    const seen = await readAll(open(path))
    expect(seen.lines).toEqual(['one\r', 'two\r', '\r', 'three'])
    expect(seen.blocks).toEqual([`${path}:1`, `${path}:4`])
    expect(seen.states).toEqual(['live', 'ended'])
    expect(seen.caughtUp).toBe(1)
  })

  test('leaves out a line of 100 MB in constant memory', async () => {
    const path = join(makeFolder(), 'x.log')
    writeFileSync(path, 'one\n')
    const piece = Buffer.alloc(4 << 20, 'x')
    for (let count = 0; count < 25; count++) appendFileSync(path, piece)
    appendFileSync(path, '\ntwo\n')
    const before = process.memoryUsage().rss
    const seen = await readAll(open(path))
    expect(seen.lines).toEqual(['one', 'two'])
    expect(seen.notes).toEqual(['line-too-long'])
    expect(seen.blocks.at(-1)).toBe(`${path}:3`)
    expect(process.memoryUsage().rss - before).toBeLessThan(30e6)
  })

  test('lets timers have their turn', async () => {
    const path = join(makeFolder(), 'x.log')
    writeFileSync(path, 'some line of a big file\n'.repeat(1_000_000))
    let ticks = 0
    const timer = setInterval(() => ticks++, 1)
    const controller = new AbortController()
    for await (const item of open(path).items(controller.signal)) if (item.kind === 'caught-up') break
    clearInterval(timer)
    expect(ticks).toBeGreaterThan(2)
  })

  test('of a file that is not there fails', async () => {
    const seen = await readAll(open(join(makeFolder(), 'x.log')))
    expect(seen.states).toEqual(['failed'])
    expect(seen.texts[0]).toMatch(/x\.log does not exist$/)
  })

  test('of a folder takes the files of a log oldest first, compressed ones too', async () => {
    const folder = makeFolder()
    const files = {
      'x.log-20261119.gz': gzipSync('a\nb\n'),
      'x.log.2.gz': Buffer.concat([gzipSync('c\n'), gzipSync('d\n')]),
      'x.log.1': 'e\nf',
      'x.log': 'g\n',
    }
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    const seen = await readAll(openFolder(folder))
    expect(seen.lines.join('')).toBe('abcdefg')
    expect(seen.blocks.map((block) => basename(block))).toEqual([
      'x.log-20261119.gz:1',
      'x.log.2.gz:1',
      'x.log.1:1',
      'x.log.1:2',
      'x.log:1',
    ])
  })

  test.each([
    {name: 'cut off', damage: (gz: Buffer) => gz.subarray(0, gz.length - 600)},
    {name: 'corrupt', damage: (gz: Buffer) => Buffer.from(gz).fill(0xff, gz.length - 400, gz.length - 200)},
    {name: 'not compressed at all', damage: () => Buffer.from('plain text\n')},
    {name: 'empty', damage: () => Buffer.alloc(0)},
  ])('tells of a compressed file that is $name, and reads what can be read', async ({name, damage}) => {
    const folder = makeFolder()
    const text = Array.from({length: 4000}, (_, number) => `${number * 7919} ${Math.sin(number)}`).join('\n')
    writeFileSync(join(folder, 'x.log.1.gz'), damage(gzipSync(text)))
    writeFileSync(join(folder, 'x.log'), 'last\n')
    const seen = await readAll(openFolder(folder))
    expect(seen.lines.at(-1)).toBe('last')
    expect(seen.notes).toEqual(['damaged'])
    if (name === 'cut off' || name === 'corrupt') expect(seen.lines.length).toBeGreaterThan(1000)
  })
})

describe('since', () => {
  /** A day in lines of a second each, some without a time. */
  const write = (path: string, from: number, to: number): void => {
    let text = ''
    for (let second = from; second < to; second++) {
      text += `${second * 1000} ${'x'.repeat((second * 31) % 120)}\n`
      if (second % 7 === 0) text += '  at somewhere\n'
    }
    writeFileSync(path, text)
  }

  test.each([
    {name: 'an hour ago', second: 82_800},
    {name: 'before the first', second: -10},
    {name: 'after the last', second: 90_000},
    {name: 'in the middle', second: 43_200},
  ])('$name: no line is missed, and little more is read', async ({second}) => {
    const path = join(makeFolder(), 'x.log')
    write(path, 0, 86_400)
    const seen = await readAll(open(path, {from: {since: second * 1000}}))
    const wanted = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => Number.parseInt(line, 10) >= second * 1000)
    expect(seen.lines.filter((line) => Number.parseInt(line, 10) >= second * 1000)).toEqual(wanted)
    const tooEarly = seen.lines.filter((line) => Number.parseInt(line, 10) < second * 1000)
    if (second > 0) expect(tooEarly.length).toBeLessThan(2000)
  })

  test('passes over files that are older, compressed ones too', async () => {
    const folder = makeFolder()
    write(join(folder, 'x.log.2'), 0, 1000)
    writeFileSync(join(folder, 'x.log.2.gz'), gzipSync(readFileSync(join(folder, 'x.log.2'))))
    rmSync(join(folder, 'x.log.2'))
    write(join(folder, 'x.log.1'), 1000, 2000)
    write(join(folder, 'x.log'), 2000, 3000)
    const seen = await readAll(openFolder(folder, {from: {since: 1_500_000}}))
    expect(new Set(seen.blocks.map((block) => basename(block).split(':')[0]))).toEqual(new Set(['x.log.1', 'x.log']))
    expect(seen.lines.at(-1)).toMatch(/^2999000/)
  })
})

describe('following', () => {
  test('waits for a file in a folder that comes later, and sees an append at once', async () => {
    const folder = join(makeFolder(), 'later')
    const path = join(folder, 'x.log')
    const reading = startReading(open(path, {follow: true}))
    await reading.until(() => reading.states.includes('waiting') && reading.caughtUp === 1)
    mkdirSync(folder)
    writeFileSync(path, 'one\nhalf')
    await reading.until(() => reading.lines.length === 1)
    const delays: number[] = []
    for (let count = 2; count < 22; count++) {
      const at = performance.now()
      appendFileSync(path, count === 2 ? ' of it\n' : `line ${count}\n`)
      await reading.until(() => reading.lines.length === count)
      delays.push(performance.now() - at)
    }
    await reading.stop()
    expect(reading.lines.slice(0, 3)).toEqual(['one', 'half of it', 'line 3'])
    expect(reading.notes).toEqual(['appeared'])
    expect(reading.states).toEqual(['waiting', 'live'])
    expect(delays.sort((a, b) => a - b)[10]).toBeLessThan(50)
  })

  test('from the end gives what is new, an unfinished line whole', async () => {
    const path = join(makeFolder(), 'x.log')
    writeFileSync(path, 'old\n'.repeat(10_000) + 'begun')
    const reading = startReading(open(path, {from: 'end', follow: true}))
    await reading.until(() => reading.caughtUp === 1)
    appendFileSync(path, ' and ended\nnew\n')
    await reading.until(() => reading.lines.length === 2)
    await reading.stop()
    expect(reading.lines).toEqual(['begun and ended', 'new'])
    expect(reading.blocks).toEqual([`${path}:0`])
  })

  test('behind a symbolic link to another folder is as fast', async () => {
    const folder = makeFolder()
    mkdirSync(join(folder, 'data'))
    writeFileSync(join(folder, 'data/real'), '')
    symlinkSync('data/real', join(folder, 'x.log'))
    const reading = startReading(open(join(folder, 'x.log'), {follow: true, pollMs: 60_000}))
    await reading.until(() => reading.caughtUp === 1)
    appendFileSync(join(folder, 'data/real'), 'one\n')
    await reading.until(() => reading.lines.length === 1)
    await reading.stop()
  })

  test('tells when a file is gone, and goes on when it is back', async () => {
    const path = join(makeFolder(), 'x.log')
    writeFileSync(path, 'one\n')
    const reading = startReading(open(path, {follow: true}))
    await reading.until(() => reading.lines.length === 1)
    rmSync(path)
    await reading.until(() => reading.notes.includes('disappeared'))
    writeFileSync(path, 'two\n')
    await reading.until(() => reading.lines.length === 2)
    await reading.stop()
    expect(reading.notes).toEqual(['disappeared', 'recreated'])
    expect(reading.states).toEqual(['live', 'live', 'waiting', 'live'])
  })

  test('takes a file that was truncated and has the size it had', async () => {
    const path = join(makeFolder(), 'x.log')
    writeFileSync(path, 'one\n')
    const reading = startReading(open(path, {follow: true}))
    await reading.until(() => reading.lines.length === 1)
    writeFileSync(path, 'two\n')
    await reading.until(() => reading.lines.length === 2)
    await reading.stop()
    expect(reading.lines).toEqual(['one', 'two'])
    expect(reading.notes).toEqual(['truncated'])
  })

  test('goes from one dated file to the next', async () => {
    const folder = makeFolder()
    writeFileSync(join(folder, 'app-2026-11-20.log'), 'one\n')
    writeFileSync(join(folder, 'app-2026-11-21.log'), 'two\n')
    const reading = startReading(openFolder(folder, {follow: true}))
    await reading.until(() => reading.caughtUp === 1)
    writeFileSync(join(folder, 'app-2026-11-22.log'), 'three\n')
    await reading.until(() => reading.lines.length === 3)
    await reading.stop()
    expect(reading.lines).toEqual(['one', 'two', 'three'])
  })
})

describe('resuming', () => {
  const position = (folder: string) => ({positions: createPositions(join(folder, 'state')), follow: true})

  test.each([
    {name: 'the same file', between: () => undefined, expected: ['three'], note: ['resumed']},
    {
      name: 'a file that was rotated twice meanwhile',
      between: (path: string) => {
        appendFileSync(path, 'two and a half\n')
        renameSync(path, `${path}.2`)
        writeFileSync(`${path}.1`, 'two and three quarters\n')
      },
      expected: ['two and a half', 'two and three quarters', 'three'],
      note: ['resumed'],
    },
    {
      name: 'another file under the same name',
      between: (path: string) => writeFileSync(path, 'ONE\nTWO\n'),
      expected: ['ONE', 'TWO', 'three'],
      note: [],
    },
  ])('$name', async ({between, expected, note}) => {
    const folder = makeFolder()
    const path = join(folder, 'x.log')
    writeFileSync(path, 'one\ntwo\nunfin')
    const first = startReading(open(path, position(folder)))
    await first.until(() => first.lines.length === 2)
    await first.stop()
    writeFileSync(path, 'one\ntwo\n')
    between(path)
    appendFileSync(path, 'three\n')
    const second = startReading(open(path, position(folder)))
    await second.until(() => second.lines.length === expected.length)
    await second.stop()
    expect(second.lines).toEqual(expected)
    expect(second.notes).toEqual(note)
  })

  test.each([{blocks: 1}, {blocks: 2}, {blocks: 3}])(
    'does not take block $blocks, which was not finished',
    async ({blocks}) => {
      const folder = makeFolder()
      const path = join(folder, 'x.log')
      const lines = Array.from({length: 60_000}, (_, number) => `line ${number} of many`)
      writeFileSync(path, lines.join('\n') + '\n')
      let finished = 0
      let left = blocks
      for await (const item of open(path, position(folder)).items(new AbortController().signal)) {
        if (item.kind !== 'block') continue
        if (--left === 0) break
        finished += Buffer.from(item.bytes).toString().split('\n').length - 1
      }
      const second = startReading(open(path, position(folder)))
      await second.until(() => second.lines.length === lines.length - finished)
      await second.stop()
      expect(second.lines).toEqual(lines.slice(finished))
      expect(second.blocks[0]).toBe(`${path}:${finished + 1}`)
    },
  )
})
