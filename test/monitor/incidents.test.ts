import {expect, test} from 'vitest'
import {createIncidents} from '../../src/monitor/incidents.ts'
import {createPlainBatch} from '../../src/decode/plain-batch.ts'
import type {PluginEvent} from '../../src/event.ts'
import {createJournal, type Journal} from '../../src/monitor/journal.ts'
import type {StandingAlert} from '../../src/monitor/alert-view.ts'
import type {Mark} from '../../src/snapshot.ts'

const labels = {alertname: 'A', plugin_name: 'theme-7', instance: 'host'}

function alert(state: StandingAlert['state'], value: number, firedAt?: number): StandingAlert {
  return {
    alertname: 'A',
    severity: 'warning',
    labels,
    id: 'A',
    state,
    value,
    holdSeconds: 30,
    activeAt: 60_000,
    firedAt,
  }
}

/** Notes an event that is an object of its own. */
function note(journal: Journal, instance: string, event: PluginEvent): void {
  journal.note(instance, event, createPlainBatch(), -1)
}

function error(time: number, pluginName: string) {
  return {
    type: 'error',
    pluginName,
    errorType: 'TypeError',
    message: `at ${String(time)}`,
    time,
    origin: 'native',
  } as const
}

test('an incident is one life of an alert, with the peak and what happened to its plugin', () => {
  const journal = createJournal(() => undefined)
  const incidents = createIncidents()
  note(journal, 'host', error(40_000, 'theme-7'))
  note(journal, 'host', error(41_000, 'auth-3'))
  note(journal, 'other', error(42_000, 'theme-7'))
  incidents.tick(45_000, [], journal.takeFacts())
  incidents.tick(60_000, [alert('pending', 1)], journal.takeFacts())
  note(journal, 'host', error(70_000, 'theme-7'))
  incidents.tick(90_000, [alert('firing', 3, 90_000)], journal.takeFacts())
  incidents.tick(105_000, [alert('firing', 2, 90_000)], journal.takeFacts())
  incidents.tick(120_000, [alert('resolved', 2, 90_000)], journal.takeFacts())
  expect(incidents.views()).toEqual([
    {
      alertname: 'A',
      severity: 'warning',
      labels,
      startsAt: 60_000,
      firedAt: 90_000,
      endsAt: 120_000,
      peak: 3,
      evidence: [
        {at: 40_000, kind: 'error', text: 'TypeError: at 40000'},
        {at: 70_000, kind: 'error', text: 'TypeError: at 70000'},
      ],
    },
  ])
})

test('evidence is bounded, and so are incidents', () => {
  const incidents = createIncidents()
  const facts = Array.from({length: 100}, (_, index) => ({
    instance: 'host',
    pluginName: 'theme-7',
    what: {at: 60_000 + index, kind: 'error' as const, text: ''},
  }))
  incidents.tick(60_000, [alert('pending', 1)], facts)
  expect(incidents.views()[0]?.evidence).toHaveLength(20)
  for (let life = 0; life < 1_100; life++) {
    incidents.tick(life, [{...alert('pending', 1), activeAt: life}], [])
  }
  expect(incidents.views()).toHaveLength(1_000)
  expect(incidents.views().at(-1)).toMatchObject({startsAt: 1_099, endsAt: undefined})
})

test('CRITICAL lines, gaps and planned stops are marks; slow and failed spans are facts', () => {
  const marks: Mark[] = []
  const journal = createJournal((mark) => marks.push(mark))
  const base = {time: 1, origin: 'native'} as const
  note(journal, 'h', {...base, type: 'log', level: 'CRITICAL', message: 'down'})
  note(journal, 'h', {...base, type: 'gap', lost: 3})
  note(journal, 'h', {...base, type: 'bye', reason: 'upgrade'})
  const span = {
    ...base,
    type: 'span',
    name: 'plugin.load',
    traceId: 't',
    spanId: 's',
    start: 0,
    pluginName: 'a',
  } as const
  note(journal, 'h', {...span, durationMs: 100, status: 'ok'})
  note(journal, 'h', {...span, durationMs: 812, status: 'ok'})
  note(journal, 'h', {...span, durationMs: 9, status: 'error', errorType: 'E', message: 'm'})
  expect(marks.map(({kind, text}) => `${kind}: ${text}`)).toEqual([
    'critical: down',
    'gap: the host dropped 3 events',
    'bye: planned stop: upgrade',
  ])
  expect(journal.takeFacts().map(({what}) => what.text)).toEqual([
    'CRITICAL down',
    'plugin.load 812 ms',
    'plugin.load 9 ms failed with E: m',
  ])
  expect(journal.takeFacts()).toEqual([])
})
