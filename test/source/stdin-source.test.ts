import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {createReadStream, existsSync} from 'node:fs'
import {join} from 'node:path'
import {PassThrough, type Readable} from 'node:stream'
import {expect, test} from 'vitest'
import {createFileSource} from '../../src/source/file/file-source.ts'
import {createStdinSource} from '../../src/source/stdin-source.ts'
import {readAll, startReading} from './collect.ts'
import {makeFolder} from './folder.ts'

test('gives what a process writes, and ends with it', async () => {
  const child = spawn('sh', ['-c', 'printf "one\\ntwo\\nthr"; printf "ee\\nfour"'])
  const seen = await readAll(createStdinSource(child.stdout))
  expect(seen.lines).toEqual(['one', 'two', 'three', 'four'])
  expect(seen.states).toEqual(['live', 'ended'])
  expect(seen.caughtUp).toBe(1)
})

test('holds its writer back while nothing is pulled', async () => {
  const input = new PassThrough({highWaterMark: 1000})
  const items = createStdinSource(input).items(new AbortController().signal)[Symbol.asyncIterator]()
  await items.next()
  input.write('line\n'.repeat(1000))
  await items.next()
  input.write('line\n'.repeat(1000))
  expect(input.write('line\n'.repeat(1000))).toBe(false)
  await new Promise((resolve) => setImmediate(resolve))
  expect(input.writableLength).toBeGreaterThan(0)
  await items.return?.()
})

test('stops while it waits', async () => {
  const child = spawn('sleep', ['30'])
  const reading = startReading(createStdinSource(child.stdout))
  await reading.until(() => reading.states.includes('live'))
  await reading.stop()
  child.kill()
  expect(reading.states).toEqual(['live'])
})

test('tells of an input that breaks', async () => {
  const seen = await readAll(createStdinSource(createReadStream('/') as Readable))
  expect(seen.states).toEqual(['live', 'failed'])
  expect(seen.texts[1]).toContain('EISDIR')
})

test('a pipe with a name is read like a file, until its writer is done', async () => {
  const path = join(makeFolder(), 'pipe')
  const child = spawn('sh', ['-c', `mkfifo "$0" && printf 'one\\ntwo' > "$0"`, path])
  const exited = once(child, 'exit')
  while (!existsSync(path)) await new Promise((resolve) => setTimeout(resolve, 5))
  const log = {path, files: [path]}
  const seen = await readAll(createFileSource({log, from: 'end', follow: true, timeOf: () => undefined}))
  expect(seen.lines).toEqual(['one', 'two'])
  expect(seen.states).toEqual(['live', 'ended'])
  expect(await exited).toEqual([0, null])
})
