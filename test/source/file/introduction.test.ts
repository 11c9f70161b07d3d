import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {createMonitor} from '../../../src/monitor/monitor.ts'
import {createTimeOfLine} from '../../../src/decode/time-of-line.ts'
import {createFileSource} from '../../../src/source/file/file-source.ts'

const HELLO =
  '{"v":1,"time":"2026-11-22T10:00:00Z","type":"hello","host":"h","instance":"shop-1","pid":1,"plugins":[]}\n'
const STATE = '{"v":1,"time":"2026-11-22T10:30:00Z","type":"state","plugin_name":"a","new_state":"loaded"}\n'

test.each([
  {name: 'from the start', from: 'start' as const, events: 2},
  {name: 'from an instant on', from: {since: Date.parse('2026-11-22T10:20:00Z')}, events: 1},
])('the instance is the same when reading begins $name', async ({from, events}) => {
  const folder = mkdtempSync(join(tmpdir(), 'plugmon-introduction-'))
  onTestFinished(() => {
    rmSync(folder, {recursive: true})
  })
  const path = join(folder, 'x.jsonl')
  writeFileSync(path, HELLO + STATE)
  const source = createFileSource({log: {path, files: [path]}, from, follow: false, timeOf: createTimeOfLine()})
  const monitor = createMonitor({
    sources: [source],
    rules: {groups: [], intervalMs: 15_000, retentionMs: 3_600_000},
    now: () => Date.now(),
    isLive: false,
    latenessMs: 2_000,
    seriesCap: 100,
    zone: () => 0,
    ...(from !== 'start' && {sinceMs: from.since}),
  })
  await monitor.run(new AbortController().signal)
  const {totals, plugins, sources} = monitor.getSnapshot('start')
  expect(totals.events).toBe(events)
  expect(plugins.map(({instance, pluginName, state}) => `${instance} ${pluginName} ${state ?? '?'}`)).toEqual([
    'shop-1 a loaded',
  ])
  expect(sources.map(({instance, restarts}) => `${instance} ${String(restarts)}`)).toEqual(['shop-1 0'])
})
