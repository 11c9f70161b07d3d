import {spawnSync} from 'node:child_process'
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join, resolve} from 'node:path'
import {afterAll, describe, expect, test} from 'vitest'
import {READERS} from '../../src/decode/native/read-event.ts'
import type {PluginEvent} from '../../src/event.ts'
import {ALL_METRICS} from '../../src/monitor/own-metrics.ts'
import {parseRuleFile} from '../../src/rules/parse-rule-file.ts'
import type {AlertRule} from '../../src/rules/rule.ts'
import {KEYMAP} from '../../src/ui/keymap.ts'
import {decodeAll} from '../decode/decode-all.ts'
import {withoutPython} from '../host/python-program.ts'

const README = 'README.md'
const folder = mkdtempSync(join(tmpdir(), 'plugmon-readme-'))
afterAll(() => rmSync(folder, {recursive: true}))

/** What stands behind `<!-- NAME -->` up to the next blank line is made from the code; UPDATE_GOLDEN=1 writes it. */
function expectBlock(name: string, lines: readonly string[]): void {
  const text = readFileSync(README, 'utf8')
  const mark = `<!-- ${name} -->\n`
  const begin = text.indexOf(mark) + mark.length
  const end = text.indexOf('\n\n', begin)
  expect(begin, `${README} has no ${mark}`).toBeGreaterThan(mark.length)
  const block = lines.join('\n')
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(README, text.slice(0, begin) + block + text.slice(end))
  else expect(text.slice(begin, end)).toBe(block)
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [titles, titles.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
}

/** The first block of code in a language. */
function codeIn(language: string): string {
  return new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, 'm').exec(readFileSync(README, 'utf8'))![1]!
}

describe('made from the code', () => {
  test('the picture is a golden screen', () => {
    const screen = readFileSync('test/golden/screen-overview-80x24.txt', 'utf8').trimEnd()
    expectBlock('screen', ['```text', ...screen.split('\n'), '```'])
  })

  test('the keys are those of the screen', () => {
    const rows = Math.ceil(KEYMAP.length / 3)
    const cells = (row: number) =>
      [row, row + rows, row + 2 * rows].flatMap((index) => {
        const binding = KEYMAP[index]
        return binding === undefined ? ['', ''] : [`\`${binding.label}\``, binding.help]
      })
    expectBlock(
      'keys',
      table(
        ['key', 'does', 'key', 'does', 'key', 'does'],
        Array.from({length: rows}, (_, row) => cells(row)),
      ),
    )
  })

  test('the metrics are those that there are', () => {
    const name = ([metric, {labels}]: [string, {readonly labels: readonly string[]}]) => {
      const own = labels.filter((label) => label !== 'instance')
      return `\`${metric}\`${own.length > 0 ? ` {${own.join(', ')}}` : ''}`
    }
    const rows = ['histogram', 'counter', 'gauge'].map((kind) => [
      kind,
      [...ALL_METRICS]
        .filter(([, info]) => info.kind === kind)
        .map(name)
        .join(' · '),
    ])
    expectBlock('metrics', table(['kind', 'metrics {labels beside `instance`}'], rows))
  })

  test('the alerts are the built-in ones', () => {
    const {groups} = parseRuleFile(readFileSync('src/rules/builtin.yml', 'utf8'), 'builtin.yml')
    const [alerts, limits] = groups.map(({rules}) => rules.filter((rule) => rule.kind === 'alert'))
    const hold = ({holdMs}: AlertRule) => (holdMs > 0 ? ` for ${String(holdMs / 60_000)}m` : '')
    expectBlock(
      'alerts',
      table(
        ['alert', 'severity', 'fires when'],
        [
          ...alerts!.map((rule) => [`\`${rule.name}\``, rule.labels['severity']!, `\`${rule.text}\`${hold(rule)}`]),
          [
            limits!.map(({name}) => `\`${name}\``).join(' '),
            'warning',
            `a percentile of the last 5 minutes is above ${limits!.map(({text}) => /> ([\d.]+)$/.exec(text)![1]).join(', ')} s`,
          ],
        ],
      ),
    )
  })
})

describe('the protocol', () => {
  const samples = codeIn('jsonl').trimEnd().split('\n')
  const optional = new Map(
    [...readFileSync(README, 'utf8').matchAll(/^\| `(\w+)` \| *([^|\n]*?) *\| [^|\n]* \|$/gm)].map(
      ([, type, fields]) => [type!, fields!.replaceAll(/ \([^)]*\)/g, '').split(', ')],
    ),
  )

  function decode(line: string) {
    const {events, rejections, counts} = decodeAll(`${line}\n`)
    return {events, rejections, unknownKeys: counts.unknownKeys}
  }

  test('has a sample of every type', () => {
    expect(samples.map((line) => (JSON.parse(line) as PluginEvent).type)).toEqual(Object.keys(READERS))
  })

  test.each(samples)('%.110s', (line) => {
    const sample = JSON.parse(line) as Record<string, unknown>
    const type = sample['type'] as PluginEvent['type']
    expect(decode(line)).toMatchObject({
      events: [{type, id: sample['id'], origin: 'native'}],
      rejections: [],
      unknownKeys: 0,
    })
    for (const field of Object.keys(sample)) {
      if (['v', 'id', 'time', 'type'].includes(field)) continue
      const reason = decode(JSON.stringify({...sample, [field]: undefined})).rejections[0]?.reason
      expect({field, reason}).toEqual({
        field,
        reason: optional.get(type)!.includes(field) ? undefined : 'missing-field',
      })
    }
    for (const field of optional.get(type)!.filter((name) => name !== '')) expect(Object.keys(sample)).toContain(field)
  })
})

describe('what a host is to write', () => {
  /** What plugmon makes of the events that a program wrote. */
  function reportOf(jsonl: string) {
    const {stdout} = spawnSync(process.execPath, ['bin/plugmon.js', 'report', '-o', 'json', jsonl], {encoding: 'utf8'})
    return JSON.parse(stdout) as {totals: object; plugins: object[]}
  }

  test('runs in Node', () => {
    const jsonl = join(folder, 'node.jsonl')
    const code = codeIn('js').replace('port: 4650', `jsonl: ${JSON.stringify(jsonl)}`)
    const plugin = "const loadPlugin = async () => ({version: '2.1.0'})\n"
    const {status, stderr} = spawnSync(process.execPath, ['--input-type=module', '-e', plugin + code], {
      encoding: 'utf8',
    })
    expect({status, stderr}).toEqual({status: 0, stderr: ''})
    expect(reportOf(jsonl)).toMatchObject({
      totals: {plugins: 1, loaded: 1, errors: 1},
      plugins: [{plugin_name: 'auth', version: '2.1.0', load_time: {count: 1}}],
    })
  })

  test.skipIf(withoutPython)(`runs in Python ${withoutPython}`, () => {
    const host =
      "path, name = '/plugins', 'auth'\n" +
      "class manager: load_plugin = staticmethod(lambda name: type('Plugin', (), {'version': '2.1.0'}))\n" +
      'class scanner: discover = staticmethod(lambda path: [name])\n'
    const {status, stderr} = spawnSync('python3', ['-c', host + codeIn('python')], {
      cwd: folder,
      env: {PATH: process.env['PATH'], PYTHONPATH: resolve('src/host/python'), PYTHONDONTWRITEBYTECODE: '1'},
      encoding: 'utf8',
    })
    expect({status, stderr}).toEqual({status: 0, stderr: ''})
    expect(reportOf(join(folder, 'events.jsonl'))).toMatchObject({
      totals: {plugins: 1, loaded: 1, errors: 0},
      plugins: [{plugin_name: 'auth', version: '2.1.0', load_time: {count: 1}}],
    })
  })
})

test('the table of folders has every folder', () => {
  const folders = readdirSync('src', {withFileTypes: true}).filter((entry) => entry.isDirectory())
  const text = readFileSync(README, 'utf8')
  for (const {name} of folders) expect(text).toMatch(new RegExp(`^\\| [^|]*\`${name}\``, 'm'))
})
