import {expect, test} from 'vitest'
import {createIncidents} from '../../src/monitor/incidents.ts'
import {createPlainBatch} from '../../src/decode/plain-batch.ts'
import type {PluginEvent} from '../../src/event.ts'
import {createJournal, type Journal} from '../../src/monitor/journal.ts'
import {KeptAlert} from '../../src/monitor/alert-view.ts'
import {createLabels} from '../../src/promql/labels.ts'
import {createAlert, hold, type LiveAlert} from '../../src/rules/alert.ts'
import type {RuleMember} from '../../src/rules/engine.ts'
import {parseRuleFile} from '../../src/rules/parse-rule-file.ts'
import type {Mark} from '../../src/snapshot.ts'

const labels = {alertname: 'A', plugin_name: 'theme-7', instance: 'host'}

const texts = {evaluatedAt: 0, fillIn: () => ({})}

/** An alert as a rule keeps it, under its rule's labels. */
function alertAt(activeAt: number, value: number): LiveAlert {
  const alert = createAlert(createLabels(labels), activeAt)
  hold(alert, {labels: alert.labels, value}, texts)
  return alert
}

const {groups} = parseRuleFile('[{alert: A, expr: up > 0, for: 30s, labels: {severity: warning}}]', 'rules.yml')
const member = {group: groups[0]!, place: 0, evaluator: {rule: groups[0]!.rules[0]!}} as RuleMember

function kept(alert: LiveAlert): KeptAlert {
  return new KeptAlert(alert, member)
}

const NOTHING = {begun: [], ended: []}

/** Notes one event. */
function note(journal: Journal, instance: string, event: PluginEvent): void {
  journal.note(instance, createPlainBatch([event]), 0, 1)
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
  incidents.tick(45_000, NOTHING, journal.takeFacts())
  const alert = alertAt(60_000, 1)
  const shown = kept(alert)
  incidents.tick(60_000, {...NOTHING, begun: [shown]}, journal.takeFacts())
  note(journal, 'host', error(70_000, 'theme-7'))
  Object.assign(alert, {state: 'firing', firedAt: 90_000})
  for (const [at, value] of [
    [90_000, -3],
    [105_000, 2],
  ] as const) {
    hold(alert, {labels: alert.labels, value}, texts)
    incidents.tick(at, NOTHING, journal.takeFacts())
  }
  expect(incidents.views()).toMatchObject([{firedAt: 90_000, endsAt: undefined, peak: -3}])
  incidents.tick(120_000, {...NOTHING, ended: [shown]}, journal.takeFacts())
  hold(alert, {labels: alert.labels, value: 9}, texts)
  expect(incidents.views()).toEqual([
    {
      alertname: 'A',
      severity: 'none',
      labels,
      startsAt: 60_000,
      firedAt: 90_000,
      endsAt: 120_000,
      peak: -3,
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
  incidents.tick(60_000, {...NOTHING, begun: [kept(alertAt(60_000, 1))]}, facts)
  expect(incidents.views()[0]?.evidence).toHaveLength(20)
  let last: KeptAlert[] = []
  for (let life = 0; life < 1_100; life++) {
    const begun = [kept(alertAt(life, 1))]
    incidents.tick(life, {begun, ended: last}, [])
    last = begun
  }
  expect(incidents.views()).toHaveLength(1_000)
  expect(incidents.views().at(-1)).toMatchObject({startsAt: 1_099, endsAt: undefined})
  expect(incidents.views().at(-2)).toMatchObject({startsAt: 1_098, endsAt: 1_099})
})

test('the clock goes back: what is open ends, and takes no more evidence', () => {
  const incidents = createIncidents()
  incidents.tick(60_000, {...NOTHING, begun: [kept(alertAt(60_000, 1))]}, [])
  incidents.endAll(75_000)
  const fact = {instance: 'host', pluginName: 'theme-7', what: {at: 80_000, kind: 'error' as const, text: ''}}
  incidents.tick(90_000, NOTHING, [fact])
  expect(incidents.views()).toMatchObject([{endsAt: 75_000, evidence: []}])
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
