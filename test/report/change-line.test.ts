import {describe, expect, test} from 'vitest'
import {changeLine} from '../../src/report/change-line.ts'
import {reportJson} from '../../src/report/json.ts'
import type {Change} from '../../src/change.ts'
import {AT, FULL} from '../helpers/snapshot-fixture.ts'
import {RICH} from './rich.ts'

const at = '2026-11-22T10:42:07.000Z'

const ALERT: Change = {
  type: 'alert',
  at: AT,
  alertname: 'HighPluginErrorRate',
  severity: 'critical',
  state: 'firing',
  labels: {severity: 'critical', plugin_name: 'theme-7', alertname: 'HighPluginErrorRate'},
  annotations: {summary: 'theme-7 fails'},
  value: 1.2,
  activeAt: AT - 300_000,
}

const CASES: {name: string; change: Change; json: object; text: string}[] = [
  {
    name: 'alert',
    change: ALERT,
    json: {
      type: 'alert',
      at,
      alertname: 'HighPluginErrorRate',
      severity: 'critical',
      state: 'firing',
      labels: {alertname: 'HighPluginErrorRate', plugin_name: 'theme-7', severity: 'critical'},
      annotations: {summary: 'theme-7 fails'},
      value: 1.2,
      activeAt: '2026-11-22T10:37:07.000Z',
    },
    text: `${at}  ▲ FIRING  critical  HighPluginErrorRate  theme-7  value 1.2  theme-7 fails`,
  },
  {
    name: 'state into error',
    change: {
      type: 'state',
      at: AT,
      instance: 'h',
      pluginName: 'a',
      oldState: 'loading',
      newState: 'error',
      reason: 'invalid format',
    },
    json: {
      type: 'state',
      at,
      instance: 'h',
      plugin_name: 'a',
      old_state: 'loading',
      new_state: 'error',
      reason: 'invalid format',
    },
    text: `${at}  ✗ state  a  loading → error  instance=h  invalid format`,
  },
  {
    name: 'state without a past',
    change: {type: 'state', at: AT, instance: 'h', pluginName: 'a', version: '1.0', newState: 'loaded'},
    json: {type: 'state', at, instance: 'h', plugin_name: 'a', version: '1.0', new_state: 'loaded'},
    text: `${at}  ● state  a  1.0  — → loaded  instance=h`,
  },
  {
    name: 'critical, with harm in it',
    change: {type: 'critical', at: AT, instance: 'h', message: 'down\x1b[2J\nnow'},
    json: {type: 'critical', at, instance: 'h', message: 'down\x1b[2J\nnow'},
    text: `${at}  ✱ CRITICAL  down⏎now  instance=h`,
  },
  {
    name: 'source',
    change: {
      type: 'source',
      at: AT,
      source: 'http://h/',
      instance: 'h',
      state: 'retrying',
      text: 'refused, again in 2 s',
    },
    json: {type: 'source', at, source: 'http://h/', instance: 'h', state: 'retrying', text: 'refused, again in 2 s'},
    text: `${at}  ● retrying  http://h/  refused, again in 2 s`,
  },
  {
    name: 'mark',
    change: {type: 'mark', at: AT, kind: 'gap', instance: 'h', text: '12 events lost'},
    json: {type: 'mark', at, kind: 'gap', instance: 'h', text: '12 events lost'},
    text: `${at}  ↻ gap  12 events lost  instance=h`,
  },
]

describe.each(CASES)('$name', ({change, json, text}) => {
  test('for programs', () => {
    const line = changeLine(change, 'ndjson')
    expect(line).toMatch(/^[^\n]+\n$/)
    expect(JSON.parse(line)).toEqual(json)
  })
  test('for people', () => expect(changeLine(change, 'text')).toBe(`${text}\n`))
})

test.each([
  ['pending', '◆ pending'],
  ['resolved', '✓ resolved'],
  ['inactive', '✓ inactive'],
] as const)('an alert that is %s', (state, said) => {
  expect(changeLine({...ALERT, state}, 'text')).toContain(said)
})

test('a summary repeats period, sources, totals and losses of the report', () => {
  const {period, sources, totals, losses} = JSON.parse(reportJson(RICH))
  const change: Change = {type: 'summary', at: AT, snapshot: RICH}
  expect(JSON.parse(changeLine(change, 'ndjson'))).toEqual({type: 'summary', at, period, sources, totals, losses})
  expect(changeLine(change, 'text')).toContain('861,204 events  198 of 200 plugins loaded, 1 in error  56 errors')
  expect(changeLine(change, 'text')).toContain('3 rejected  1,207 dropped (1,100 DEBUG, 104 INFO)')
  const kept: Change = {type: 'summary', at: AT, snapshot: FULL}
  expect(changeLine(kept, 'text')).toMatch(/3 rejected\n$/)
})

test('colour and ASCII', () => {
  expect(changeLine(ALERT, 'text', {color: true})).toContain('\x1b[31m▲ FIRING\x1b[39m')
  expect(changeLine(ALERT, 'text', {ascii: true})).toContain('^ FIRING')
})
