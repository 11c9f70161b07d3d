import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {createTimeOfLine} from '../../src/decode/time-of-line.ts'
import {createMonitor} from '../../src/monitor/monitor.ts'
import {reportDocument} from '../../src/report/document.ts'
import type {Source} from '../../src/source/source.ts'
import {createFileSource} from '../../src/source/file/file-source.ts'
import {createScenario, SCENARIOS} from '../../src/source/demo/create-scenario.ts'
import type {ScenarioName} from '../../src/source/demo/create-scenario.ts'
import {parseStreamAddress} from '../../src/source/sse/address.ts'
import {createSseSource} from '../../src/source/sse/sse-source.ts'
import {readRules} from '../../src/cli/read-rules.ts'
import {fakeSource} from '../helpers/fake-source.ts'

const START = Date.UTC(2026, 10, 22, 9, 59, 53)
const folder = mkdtempSync(join(tmpdir(), 'plugmon-clock-'))
afterAll(() => {
  rmSync(folder, {recursive: true})
})

/** What a monitor says after reading `source` to its end; without what names the source. */
async function told(source: Source, isLive: boolean, stop?: Promise<unknown>): Promise<unknown> {
  const monitor = createMonitor({
    sources: [source],
    rules: {groups: readRules('src/rules/builtin.yml'), intervalMs: 15_000, retentionMs: 3_615_000},
    now: () => Date.now(),
    isLive,
    latenessMs: 2_000,
    seriesCap: 10_000,
    zone: () => 0,
  })
  const controller = new AbortController()
  void stop?.then(() => {
    controller.abort()
  })
  await monitor.run(controller.signal)
  const {sources, ...document} = reportDocument(monitor.getSnapshot('5m'))
  return {...document, counts: sources.map(({events, late, restarts, gaps}) => ({events, late, restarts, gaps}))}
}

/** The lines in blocks of a few, with a turn of the event loop between: as a pipe brings them. */
function pipeOf(lines: readonly string[]): Source {
  const steps: (string | Promise<unknown>)[] = []
  for (let at = 0, size = 1; at < lines.length; at += size, size = (size * 7 + 3) % 23 || 1)
    steps.push(lines.slice(at, at + size).join(''))
  return fakeSource('pipe', steps, 'stdin')
}

describe.each(Object.keys(SCENARIOS).map((name) => ({name: name as ScenarioName})))('the scenario $name', ({name}) => {
  const minutes = name === 'bench' ? 4 : name === 'flood' ? 3 : 20
  const events = [...createScenario(name, {seed: 7}).events(START, START + minutes * 60_000)]
  const lines = events.map(({line}) => `${line}\n`)
  const path = join(folder, `${name}.jsonl`)
  let report: unknown

  beforeAll(async () => {
    writeFileSync(path, lines.join(''))
    const log = {path, files: [path]}
    report = await told(createFileSource({log, from: 'start', follow: false, timeOf: createTimeOfLine()}), false)
  })

  test('a report counts every event', () => {
    expect(report).toMatchObject({totals: {events: lines.length}})
  })

  test('a pipe that brings it in pieces says the same', async () => {
    expect(await told(pipeOf(lines), true)).toEqual(report)
  })

  test('a live stream of it says the same', async () => {
    let served: () => void = () => undefined
    const isServed = new Promise<void>((resolve) => (served = resolve))
    const server = createServer((_request, response) => {
      response.writeHead(200, {'content-type': 'text/event-stream'})
      for (const [index, {line, type}] of events.entries())
        response.write(`event: ${type}\nid: run:${String(index + 1)}\ndata: ${line}\n\n`)
      response.write(': that is all\n\n', () => {
        served()
      })
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const {port} = server.address() as AddressInfo
    const source = createSseSource({
      address: parseStreamAddress(`http://127.0.0.1:${String(port)}/events`, [], undefined),
    })
    // The stream has said everything when its source has been silent for a moment.
    const stop = isServed.then(() => new Promise((resolve) => setTimeout(resolve, 1_000)))
    expect(await told(source, true, stop)).toEqual(report)
    server.closeAllConnections()
    server.close()
  })
})
