import {beforeAll, expect, test} from 'vitest'
import {expectGolden} from '../helpers/golden.ts'
import {loadScreen} from '../helpers/open-screen.ts'
import {EMPTY, FULL} from '../helpers/snapshot-fixture.ts'

let openScreen: Awaited<ReturnType<typeof loadScreen>>
beforeAll(async () => {
  openScreen = await loadScreen()
})

const SIZES = [
  [80, 24],
  [120, 40],
  [200, 60],
] as const

const SCREENS = SIZES.flatMap(([columns, rows]) => [
  {name: `overview-${columns}x${rows}`, columns, rows, snapshot: FULL, keys: [], options: {}},
  {name: `performance-${columns}x${rows}`, columns, rows, snapshot: FULL, keys: ['2'], options: {}},
  {name: `errors-${columns}x${rows}`, columns, rows, snapshot: FULL, keys: ['3'], options: {}},
])

test.each([
  ...SCREENS,
  {name: 'overview-60x16', columns: 60, rows: 16, snapshot: FULL, keys: [], options: {}},
  {name: 'too-small-59x16', columns: 59, rows: 16, snapshot: FULL, keys: [], options: {}},
  {name: 'empty-80x24', columns: 80, rows: 24, snapshot: EMPTY, keys: [], options: {}},
  {name: 'empty-performance-120x40', columns: 120, rows: 40, snapshot: EMPTY, keys: ['2'], options: {}},
  {name: 'ascii-80x24', columns: 80, rows: 24, snapshot: FULL, keys: [], options: {ascii: true}},
  {name: 'ascii-errors-120x40', columns: 120, rows: 40, snapshot: FULL, keys: ['3'], options: {ascii: true}},
  {name: 'help-80x24', columns: 80, rows: 24, snapshot: FULL, keys: ['?'], options: {}},
  {name: 'plugin-detail-80x24', columns: 80, rows: 24, snapshot: FULL, keys: ['\r'], options: {}},
  {name: 'alert-detail-120x40', columns: 120, rows: 40, snapshot: FULL, keys: ['3', '\r'], options: {}},
  {name: 'log-detail-80x24', columns: 80, rows: 24, snapshot: FULL, keys: ['3', '\x1b[Z', '\r'], options: {}},
  {name: 'sources-80x24', columns: 80, rows: 24, snapshot: FULL, keys: ['x'], options: {}},
  {name: 'filtered-relative-80x24', columns: 80, rows: 24, snapshot: FULL, keys: ['T', '/', 'theme-1'], options: {}},
])('$name', async ({name, columns, rows, snapshot, keys, options}) => {
  const screen = openScreen(snapshot, columns, rows, options)
  await screen.type(...keys)
  const lines = await screen.text()
  await screen.close()
  expect(lines).toHaveLength(rows)
  expectGolden(`screen-${name}`, `${lines.join('\n')}\n`)
})

test('paused, the view holds while the header counts on, whatever the window', async () => {
  const screen = openScreen(FULL, 120, 40)
  await screen.type(' ')
  const totals = {...FULL.totals, events: FULL.totals.events + 1234, loaded: 1}
  screen.source.show({...FULL, totals})
  await screen.type('w')
  const paused = (await screen.text()).join('\n')
  await screen.type(' ')
  const resumed = (await screen.text()).join('\n')
  await screen.close()
  expect(paused).toContain('PAUSED +1,234 events')
  expect(paused).toContain('198 loaded')
  expect(resumed).not.toContain('PAUSED')
  expect(resumed).toContain('1 loaded')
})

test('several sources and a failing one are told in the header', async () => {
  const [source] = FULL.sources
  const engine = {...FULL.engine, dropped: 1207, droppedByLevel: {DEBUG: 1100, INFO: 104}}
  const sources = [
    {...source!, name: 'a', dropped: 1207, droppedByLevel: engine.droppedByLevel},
    {...source!, name: 'b'},
    {...source!, name: 'c', state: 'failed', text: '401 Unauthorized: give a token with --header or PLUGMON_TOKEN'},
  ]
  const screen = openScreen({...FULL, sources, engine}, 120, 40)
  const [first, , third] = await screen.text()
  await screen.type('x')
  const overlay = await screen.text()
  await screen.close()
  expect(first).toContain('3 sources  ● 2 live  ✗ 1 failed')
  expect(first).toContain('dropped 1,207')
  expect(overlay.join('\n')).toMatch(/dropped 1,207 .*\n.*\n.*dropped DEBUG 1,100   dropped INFO 104/)
  expect(third).toContain('c failed  401 Unauthorized: give a token with --header or PLUGMON_TOKEN')
})

test('the header tells the levels of what was shed before the lag, where there is room for one of them', async () => {
  const engine = {...FULL.engine, dropped: 1207, droppedByLevel: {DEBUG: 1100, INFO: 104}}
  for (const [columns, told] of [
    [160, /lag 0\.1 s {3}rejected 3 {3}dropped 1,207 {3}\(DEBUG 1\.1k INFO 104\) /],
    [120, /ev\/s {3}rejected 3 {3}dropped 1,207 {3}\(DEBUG 1\.1k INFO 104\) /],
    [80, /drop 1,207 /],
  ] as const) {
    const screen = openScreen({...FULL, engine}, columns, 40)
    const [first] = await screen.text()
    await screen.close()
    expect(first).toMatch(told)
  }
})

test('when every source has ended the header tells no rate and no age that would grow', async () => {
  const sources = FULL.sources.map((source) => ({...source, state: 'ended'}))
  const screen = openScreen({...FULL, sources}, 120, 40)
  const [first] = await screen.text()
  await screen.close()
  expect(first).toContain('plug-host-1  ○ ended   rejected 3   dropped 0')
})

test('what is bad is red, what is thin in samples dim, and hostile text stays text', async () => {
  const hostile = {...FULL.plugins[0]!, pluginName: '\x1b[2J\x1b]0;owned\x07evil\u202e'}
  const screen = openScreen({...FULL, plugins: [hostile]}, 80, 24, {color: 'always'})
  const lines = await screen.text()
  const row = lines.findIndex((line) => line.includes('FIRING'))
  const cell = screen.terminal.buffer.active.getLine(row)?.getCell(lines[row]!.indexOf('FIRING'))
  await screen.close()
  expect(cell?.getFgColor()).toBe(1)
  expect(lines.join('\n')).toContain('evil')
  expect(lines[0]).toContain('plug-host-1')
})

test('the cursor stays on its plugin when the order changes', async () => {
  const screen = openScreen(FULL, 80, 24)
  await screen.type('j')
  screen.source.show({
    ...FULL,
    plugins: FULL.plugins.map((plugin) => ({
      ...plugin,
      severity: plugin.pluginName === 'sync-10' ? 3 : plugin.severity,
    })),
  })
  await screen.type('T')
  const chosen = (await screen.text()).find((line) => line.includes('▸'))
  await screen.close()
  expect(chosen).toContain('export-142')
})
