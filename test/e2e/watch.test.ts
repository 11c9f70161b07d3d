import {cpSync, readFileSync, writeFileSync} from 'node:fs'
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import {join} from 'node:path'
import {describe, expect, onTestFinished, test} from 'vitest'
import {rowsOf, runPlugmon, runShell, startPlugmon, type Running} from '../helpers/run-plugmon.ts'
import {until} from '../host/until.ts'
import {makeFolder} from '../source/folder.ts'
import {countEvents} from './count-events.ts'
import {plainLog, STORY, STORY_LINES} from './fixtures.ts'

const timeOf = (line: string) => (JSON.parse(line) as {time: string}).time

const {totals} = countEvents(STORY_LINES)

const summariesOf = (text: string) => rowsOf(text).filter(({type}) => type === 'summary')

/** Waits until a source has told that it is in a state, with this word in its sentence. */
async function untilState({output}: Running, wanted: string, word = ''): Promise<void> {
  await until(
    `${wanted} ${word}`,
    () => rowsOf(output.stdout).some(({state, text}) => state === wanted && (text as string).includes(word)),
    20_000,
  )
}

test('-o ndjson: one object a change, and the summary at the end of stdin', async () => {
  const {code, stdout, stderr} = await runPlugmon(['watch', '-o', 'ndjson', '-'], {input: readFileSync(STORY, 'utf8')})
  expect({code, stderr}).toEqual({code: 0, stderr: ''})
  const rows = rowsOf(stdout)
  expect(stdout.endsWith('\n')).toBe(true)
  for (const {type, at} of rows) {
    expect(['alert', 'state', 'critical', 'source', 'mark', 'summary']).toContain(type)
    expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)
  }
  expect(rows.filter(({type}) => type === 'state')).toHaveLength(totals.state_changes)
  expect(rows.filter(({type}) => type === 'critical')).toHaveLength(6)
  expect(rows.filter(({type}) => type === 'source').map(({state}) => state)).toEqual(['live', 'ended'])
  const last = rows.at(-1)!
  expect(last).toMatchObject({type: 'summary', totals})
})

test('a summary a minute of event time says what had happened by then', async () => {
  const {stdout} = await runPlugmon(['watch', '-o', 'ndjson', '-'], {input: readFileSync(STORY, 'utf8')})
  const summaries = summariesOf(stdout)
  expect(summaries.map(({at}) => at)).toEqual([
    ...Array.from({length: 20}, (_, index) =>
      new Date(Date.parse('2026-11-22T10:01:00Z') + index * 60_000).toISOString(),
    ),
    '2026-11-22T10:20:00.000Z',
  ])
  for (const {at, totals: told} of summaries) {
    const until = (at as string).replace('000Z', '000000Z')
    expect(told, until).toEqual(countEvents(STORY_LINES.filter((line) => timeOf(line) <= until)).totals)
  }
})

test('what a pipe without -o says is the same for people', async () => {
  const {code, stdout} = await runPlugmon(['watch'], {input: readFileSync(STORY, 'utf8')})
  expect(code).toBe(0)
  expect(stdout).not.toContain('\x1b')
  expect(stdout).toMatch(/FIRING {2}critical {2}PluginSystemDown/)
  expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/summary.*2,247 events/)
})

test('--summary-interval 0 gives only the last summary', async () => {
  const {stdout} = await runPlugmon(['watch', '-o', 'ndjson', '--summary-interval', '0', '-'], {
    input: readFileSync(STORY, 'utf8'),
  })
  expect(summariesOf(stdout)).toHaveLength(1)
})

test('--fail-on makes a gate of a watch that ends', async () => {
  const {code} = await runPlugmon(['watch', '-o', 'ndjson', '--fail-on', 'critical', '-'], {
    input: readFileSync(STORY, 'utf8'),
  })
  expect(code).toBe(10)
})

describe('whatever ends it, the last line is the summary', () => {
  test.each([
    {signal: 'SIGINT', code: 130},
    {signal: 'SIGTERM', code: 143},
    {signal: 'SIGHUP', code: 129},
  ] as const)('$signal: $code', async ({signal, code}) => {
    const path = join(makeFolder(), 'story.jsonl')
    cpSync(STORY, path)
    const running = startPlugmon(['watch', '-o', 'ndjson', path])
    await untilState(running, 'live', 'following')
    running.child.kill(signal)
    const ended = await running.ended
    expect({code: ended.code, stderr: ended.stderr}).toEqual({code, stderr: ''})
    expect(rowsOf(ended.stdout).at(-1)).toMatchObject({type: 'summary', totals})
  })

  test('the reader of its lines goes away', async () => {
    const {code, stdout, stderr} = await runShell(`plugmon watch -o ndjson '${STORY}' | head -n 2 | wc -l`)
    expect({code, stdout: stdout.trim(), stderr}).toEqual({code: 0, stdout: '2', stderr: ''})
  })

  test('in a pipe, the first Ctrl-C belongs to the producer: what it still says is counted', async () => {
    const running = startPlugmon(['watch', '-o', 'ndjson', '-'])
    running.child.stdin.write(
      plainLog(5)
        .map((line) => `${line}\n`)
        .join(''),
    )
    await untilState(running, 'live')
    running.child.kill('SIGINT')
    running.child.stdin.end(
      plainLog(10)
        .slice(5)
        .map((line) => `${line}\n`)
        .join(''),
    )
    const {code, stdout} = await running.ended
    expect(code).toBe(0)
    expect(rowsOf(stdout).at(-1)).toMatchObject({type: 'summary', totals: {events: 10}})
  })

  test('a second signal does not wait', async () => {
    const running = startPlugmon(['watch', '-o', 'ndjson', '-'])
    await untilState(running, 'live')
    // Signals of one kind that come while one waits are one signal.
    const again = setInterval(() => running.child.kill('SIGINT'), 50)
    onTestFinished(() => clearInterval(again))
    expect((await running.ended).code).toBe(130)
  })
})

test('a log that is not there yet is waited for', async () => {
  const path = join(makeFolder(), 'later.jsonl')
  const running = startPlugmon(['watch', '-o', 'ndjson', path])
  await untilState(running, 'waiting')
  writeFileSync(
    path,
    plainLog(20)
      .map((line) => `${line}\n`)
      .join(''),
  )
  await untilState(running, 'live')
  running.child.kill('SIGTERM')
  expect(rowsOf((await running.ended).stdout).at(-1)).toMatchObject({totals: {events: 20, errors: 2}})
})

test.skipIf(process.platform !== 'linux')('no secret stands in what other users can see', async () => {
  const seen: (string | undefined)[] = []
  const server = createServer((request, response) => {
    seen.push(request.headers['x-key'] as string, request.headers.authorization)
    response.writeHead(200, {'content-type': 'text/event-stream'}).write('retry: 1000\n\n')
  }).listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await new Promise((resolve) => server.once('listening', resolve))
  const {port} = server.address() as AddressInfo
  const running = startPlugmon([
    'watch',
    '-o',
    'ndjson',
    '--header',
    'X-Key: very-secret',
    `http://user:very-secret@127.0.0.1:${port}/events`,
  ])
  await untilState(running, 'live')
  expect(seen[0]).toBe('very-secret')
  expect(seen[1]).toBe(`Basic ${Buffer.from('user:very-secret').toString('base64')}`)
  expect(readFileSync(`/proc/${running.child.pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()).toBe('plugmon')
  running.child.kill('SIGINT')
  const {stdout, stderr} = await running.ended
  expect(stdout + stderr).not.toContain('very-secret')
})
