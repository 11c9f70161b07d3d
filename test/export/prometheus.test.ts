import {spawnSync} from 'node:child_process'
import {expect, test} from 'vitest'
import {formatExposition} from '../../src/export/exposition.ts'
import {reportPrometheus} from '../../src/export/prometheus.ts'
import {EMPTY} from '../helpers/snapshot-fixture.ts'
import {RICH} from '../report/rich.ts'

const lines = reportPrometheus(RICH).split('\n')

test.each([
  '# TYPE plugin_load_time summary',
  'plugin_load_time{plugin_name="theme-7",instance="plug-host-1",version="2.1.0",quantile="0.9"} 0.6',
  'plugin_load_time_sum{plugin_name="theme-7",instance="plug-host-1",version="2.1.0"} 158.928',
  'plugin_load_time_count{plugin_name="theme-7",instance="plug-host-1",version="2.1.0"} 1204',
  'plugin_discovery_time_count{directory="/opt/a|b",instance="plug-host-1"} 100',
  'plugins_loaded{state="error"} 1',
  'plugin_errors{plugin_name="theme-7",instance="plug-host-1"} 41',
  'plugin_memory_bytes{plugin_name="theme-7",instance="plug-host-1"} 38000000',
  'ALERTS{b="2",a="1",alertname="Ratio",alertstate="pending"} 1',
  'plugmon_rejected{source="127.0.0.1:4650",instance="plug-host-1",reason="bad-time"} 1',
])('%s', (line) => expect(lines).toContain(line))

test('what is not known is not there', () => {
  expect(lines.some((line) => line.startsWith('plugin_memory_bytes{plugin_name="export-142"'))).toBe(false)
  expect(lines.some((line) => line.startsWith('plugin_load_time_count{plugin_name="legacy-importer'))).toBe(false)
  expect(lines.some((line) => line.includes('HostSilent'))).toBe(false)
  expect(reportPrometheus(EMPTY)).toBe(
    [
      '# HELP plugins_loaded Plugins by state.',
      '# TYPE plugins_loaded gauge',
      'plugins_loaded{state="loaded"} 0',
      'plugins_loaded{state="error"} 0',
      'plugins_loaded{state="unloaded"} 0',
      '# HELP plugmon_events Events that were taken.',
      '# TYPE plugmon_events counter',
      'plugmon_events{source="/var/log/host/plugins.jsonl",instance="plugins.jsonl"} 0',
      '# HELP plugmon_dropped Events that were dropped: logs under load by level, without a level what a stream skipped.',
      '# TYPE plugmon_dropped counter',
      'plugmon_dropped{source="/var/log/host/plugins.jsonl",instance="plugins.jsonl"} 0',
      '',
    ].join('\n'),
  )
})

test('what was dropped is told once: by level, and the rest without one', () => {
  const sources = EMPTY.sources.map((source) => ({...source, dropped: 9, droppedByLevel: {DEBUG: 6, INFO: 1}}))
  const told = reportPrometheus({...EMPTY, sources})
    .split('\n')
    .filter((line) => line.startsWith('plugmon_dropped'))
  expect(told).toEqual([
    'plugmon_dropped{source="/var/log/host/plugins.jsonl",instance="plugins.jsonl"} 2',
    'plugmon_dropped{source="/var/log/host/plugins.jsonl",instance="plugins.jsonl",level="DEBUG"} 6',
    'plugmon_dropped{source="/var/log/host/plugins.jsonl",instance="plugins.jsonl",level="INFO"} 1',
  ])
})

test('quotes, backslashes and line ends are escaped', () => {
  const family = {
    name: 'x',
    type: 'gauge',
    help: 'a\\b\nc',
    samples: [{labels: {l: '"\\\n'}, value: -Infinity}],
  } as const
  expect(formatExposition([family])).toBe('# HELP x a\\\\b\\nc\n# TYPE x gauge\nx{l="\\"\\\\\\n"} -Inf\n')
})

const PROMTOOL = 'promtool'
const promtool = spawnSync(PROMTOOL, ['--version']).status === 0

test.skipIf(!promtool)(`promtool reads it${promtool ? '' : ' (skipped: needs promtool)'}`, () => {
  const {stderr, stdout} = spawnSync(PROMTOOL, ['check', 'metrics'], {
    input: reportPrometheus(RICH),
    encoding: 'utf8',
  })
  // It has opinions on names; an error of the format would be another message.
  expect(stdout + stderr).not.toMatch(/error while (parsing|linting)/)
})
