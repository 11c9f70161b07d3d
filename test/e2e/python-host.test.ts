import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, test} from 'vitest'
import {rowsOf, runPlugmon, startPlugmon, type Row} from '../helpers/run-plugmon.ts'
import {startPython, withoutPython} from '../host/python-program.ts'
import {until} from '../host/until.ts'

const HOST = 'test/fixtures/hosts/python_host/host.py'
const folder = mkdtempSync(join(tmpdir(), 'plugmon-e2e-'))
afterAll(() => rmSync(folder, {recursive: true}))

describe.skipIf(withoutPython)(`a real Python host ${withoutPython}`, () => {
  test('its file becomes a report that names the broken and the slow plugin', async () => {
    const path = join(folder, 'events.jsonl')
    expect(await startPython([HOST, '--jsonl', path]).ended).toMatchObject({code: 0})
    const {code, stdout, stderr} = await runPlugmon(['report', path, '-o', 'json'])
    expect({code, stderr}).toEqual({code: 0, stderr: ''})
    const report = JSON.parse(stdout)

    expect(report.sources).toMatchObject([{instance: 'python-host', rejected: {total: 0}, restarts: 0, gaps: 0}])
    expect(report.totals).toMatchObject({plugins: 4, loaded: 3, error: 1, unloaded: 0, errors: 1, load_failures: 1})
    expect(report.failures_by_reason).toEqual([{reason: 'ImportError', count: 1}])
    expect(report.errors_by_type).toEqual([{error_type: 'ImportError', count: 1}])
    expect(report.levels).toMatchObject({INFO: 4, ERROR: 1})
    expect(report.discovery_time).toMatchObject([{directory: expect.stringMatching(/python_host\/plugins$/), count: 1}])

    const plugins = Object.fromEntries(report.plugins.map((plugin: Row) => [plugin['plugin_name'], plugin]))
    expect(Object.keys(plugins).sort()).toEqual(['auth', 'broken', 'catalog', 'slow'])
    expect(plugins['auth']).toMatchObject({version: '1.2.0', state: 'loaded', errors: 0, load_time: {count: 1}})
    expect(plugins['broken']).toMatchObject({state: 'error', errors: 1, load_failures: 1, load_time: {count: 0}})
    expect(plugins['slow']).toMatchObject({version: '0.9.1', state: 'loaded', initialize_time: {count: 1}})
    expect(plugins['slow'].load_time.max).toBeGreaterThan(0.59)
    expect(plugins['slow'].load_time.max).toBeLessThan(5)
    expect(plugins['auth'].load_time.max).toBeLessThan(plugins['slow'].load_time.max)
  })

  test('watched over SSE it shows the same, though plugmon came late', async () => {
    const host = startPython([HOST, '--port', '0'])
    const {child, output, ended} = startPlugmon(['watch', await host.firstLine, '-o', 'ndjson'])
    const changes = () => rowsOf(output.stdout)
    await until('the connection', () => changes().some(({type, state}) => type === 'source' && state === 'live'))
    host.child.stdin!.end()
    expect(await host.ended).toMatchObject({code: 0, stderr: ''})
    await until('the lost connection', () =>
      changes().some(({type, state}) => type === 'source' && state === 'retrying'),
    )
    child.kill('SIGINT')
    await ended
    expect(changes().findLast(({type}) => type === 'summary')).toMatchObject({
      sources: [{instance: 'python-host', rejected: {total: 0}, restarts: 0}],
      totals: {plugins: 4, loaded: 3, error: 1, errors: 1, load_failures: 1},
    })
  })
})
