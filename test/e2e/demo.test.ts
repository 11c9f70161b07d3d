import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {rowsOf, runPlugmon, runShell} from '../helpers/run-plugmon.ts'
import {makeFolder} from '../source/folder.ts'

const START = ['--start', '2026-11-22T10:00:00Z']

test('--list names every scenario with what it shows', async () => {
  const {code, stdout} = await runPlugmon(['demo', '--list'])
  expect(code).toBe(0)
  const lines = stdout.trimEnd().split('\n')
  expect(lines.length).toBeGreaterThan(5)
  for (const line of lines) expect(line).toMatch(/^[a-z-]+ +\S.{10,}$/)
})

test('the same seed writes the same story, to a file and to stdout; another seed another', async () => {
  const path = join(makeFolder(), 'story.jsonl')
  const write = async (out: string, seed: string) =>
    await runPlugmon(['demo', '--out', out, '--seed', seed, '--duration', '2m', ...START])
  expect(await write(path, '7')).toEqual({code: 0, stdout: '', stderr: ''})
  const written = readFileSync(path, 'utf8')
  expect((await write('-', '7')).stdout).toBe(written)
  expect((await write('-', '8')).stdout).not.toBe(written)
  const times = rowsOf(written).map(({time}) => Date.parse(time as string))
  expect(times[0]).toBe(Date.parse('2026-11-22T10:00:00Z'))
  expect(times.at(-1)).toBeGreaterThan(Date.parse('2026-11-22T10:01:45Z'))
  expect(times.at(-1)).toBeLessThan(Date.parse('2026-11-22T10:02:00Z'))
})

test('without a start the story ends now', async () => {
  const {stdout} = await runPlugmon(['demo', '--out', '-', '--scenario', 'healthy', '--duration', '1m'])
  const last = Date.parse(rowsOf(stdout).at(-1)!['time'] as string)
  expect(Math.abs(Date.now() - last)).toBeLessThan(30_000)
})

test('every scenario is read without a rejected line', async () => {
  const {stdout} = await runPlugmon(['demo', '--list'])
  const names = stdout.match(/^\S+/gm)!
  const {stdout: reports, stderr} = await runShell(
    names
      .map(
        (name) =>
          `plugmon demo --out - --scenario ${name} --duration 90s ${START.join(' ')} | plugmon report -o json -`,
      )
      .map((line) => `${line} | tr -d '\\n'; echo`)
      .join('\n'),
  )
  expect(stderr).toBe('')
  const rows = rowsOf(reports)
  expect(rows).toHaveLength(names.length)
  for (const [index, row] of rows.entries())
    expect(row['sources'], names[index]).toMatchObject([{rejected: {total: 0}, events: expect.any(Number)}])
})

test('a reader that has seen enough is no failure', async () => {
  expect(await runShell('plugmon demo --out - --duration 1h | head -n 1 | cut -c 1-6')).toEqual({
    code: 0,
    stdout: '{"v":1\n',
    stderr: '',
  })
})
