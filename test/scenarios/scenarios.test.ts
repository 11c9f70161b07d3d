import {readdirSync, readFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {readRules} from '../../src/cli/read-rules.ts'
import {createMonitor} from '../../src/monitor/monitor.ts'
import {parseRuleFile} from '../../src/rules/parse-rule-file.ts'
import {fakeSource} from '../helpers/fake-source.ts'
import {contradiction} from './contradiction.ts'
import {readStory, STORY_START, type Story} from './story.ts'

/**
 * Whole stories through the real monitor, in the manner of promqltest. A line is empty, a `#` comment, or one of:
 *
 *     at 30s HAPPENING                            the host writes it; the story begins at 2026-11-22 10:00:00 UTC
 *     at 2m as of 90s HAPPENING                   it is written late: it tells an earlier time
 *     from 10s to 5m every 2s HAPPENING           both ends included
 *     at 10m clock -20m                           from there on the host's clock is wrong by so much more
 *     rules                                       the lines after it, indented, are a rule file beside the built-in pack
 *     expect at 6m alert NAME{a="b"} firing since 5m15s        at that tick, with at least these labels; or `pending since 1m`
 *     expect at 9m alert NAME{a="b"} resolved since 9m         or `none`: neither pending nor firing
 *     expect at 6m query EXPR = 145                            of one series; or `= none`
 *     expect end plugin payments errors 145                    a key of the report's row of that plugin
 *     expect end source late 1                                 a key of the report's row of the source; `rejected` in total
 *     expect end mark critical 1                               so many marks of that kind
 *     expect end incident NAME 1                               so many lives of that alert
 *
 * HAPPENING, words without blanks but in quotes:
 *
 *     hello HOST [pid N] [plugins a=loaded,b=error]      load PLUGIN VERSION 820ms [error TYPE]      discover DIRECTORY 3s
 *     state PLUGIN OLD NEW ["reason"]                    error PLUGIN TYPE                           log LEVEL "message" [PLUGIN]
 *     metric KIND NAME VALUE [a=b,c=d]                   gap LOST                                    bye REASON
 *     usage PLUGIN CPU_SECONDS                           raw LINE
 *
 * Ticks are 15 s apart and see what happened up to and with their own second. The tick at 0 s cannot be looked at. A tick is given once
 * something was told 2 s past it, so a story goes on after its last expectation.
 */
const INTERVAL_MS = 15_000

const folder = new URL('./', import.meta.url)

/** What the story and the monitor say differently. */
async function play({rules, lines, expectations}: Story): Promise<string[]> {
  const own = parseRuleFile(rules === '' ? 'groups: []' : rules, 'story.yml')
  expect(own.problems).toEqual([])
  const monitor = createMonitor({
    sources: [fakeSource('story.log', [`${lines.join('\n')}\n`])],
    rules: {
      groups: [...readRules('src/rules/builtin.yml'), ...own.groups],
      intervalMs: INTERVAL_MS,
      retentionMs: 3_615_000,
    },
    now: () => STORY_START,
    isLive: false,
    latenessMs: 2_000,
    seriesCap: 10_000,
    zone: () => 0,
    summaryIntervalMs: INTERVAL_MS,
  })
  const failures: string[] = []
  const due = new Set(expectations)
  const check = (at: number | undefined, snapshot = monitor.getSnapshot('5m')) => {
    for (const expectation of due) {
      // In their order: after a step of the clock the same time comes twice.
      if (at !== undefined && expectation.at !== at) break
      if (expectation.at !== at) continue
      due.delete(expectation)
      const told = contradiction(expectation, snapshot, monitor.querier)
      if (told !== undefined) failures.push(`${expectation.where}: ${expectation.text}: ${told}`)
    }
  }
  monitor.onChange((change) => {
    if (change.type === 'summary') check(change.at, change.snapshot)
  })
  await monitor.run(new AbortController().signal)
  check(undefined)
  return [...failures, ...[...due].map(({where, text}) => `${where}: ${text}: there was no such tick`)]
}

const stories = readdirSync(folder).filter((name) => name.endsWith('.scenario'))

test.each(stories)('%s', async (name) => {
  expect(await play(readStory(readFileSync(new URL(name, folder), 'utf8'), name))).toEqual([])
})

test('every built-in alert is seen to fire and to go', () => {
  const texts = stories.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n')
  const seen = (state: string) =>
    new Set([...texts.matchAll(new RegExp(`^expect at \\S+ alert (\\w+)\\S* ${state} `, 'gm'))].map(([, name]) => name))
  const names = readRules('src/rules/builtin.yml').flatMap(({rules}) => rules.map(({name}) => name))
  expect(names.filter((name) => !seen('firing').has(name))).toEqual([])
  expect(names.filter((name) => !seen('resolved').has(name))).toEqual([])
})

test('what is not so is told with its place', async () => {
  const story = readStory(
    [
      'at 0s log INFO "first"',
      'at 1m log INFO "last"',
      'expect at 30s query plugmon_late = 1',
      'expect at 30s query plugmon_late + = 1',
      'expect at 30s alert HostDown firing since 15s',
      'expect at 31s query 1 = 1',
      'expect end source late 2',
    ].join('\n'),
    'a',
  )
  expect(await play(story)).toEqual([
    'a:3: plugmon_late = 1: it is 0',
    'a:4: plugmon_late + = 1: parse error: unexpected end of input',
    'a:5: HostDown firing since 15s: there is none',
    'a:7: late 2: it is 0',
    'a:6: 1 = 1: there was no such tick',
  ])
})

test.each([
  ['no line of a story', 'on 3s hello shop'],
  ['nothing that can happen', 'at 3s goodbye shop'],
  ['no duration', 'at 3 hello shop'],
  ['no step', 'from 0s to 1m every 0s hello shop'],
])('%s is told with its place', (_, line) => {
  expect(() => readStory(`# a story\n${line}\n`, 'a')).toThrow(/^a:2: not understood: /)
})
