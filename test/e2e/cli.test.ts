import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {createServer} from 'node:http'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {describe, expect, onTestFinished, test} from 'vitest'
import {expectGolden} from '../helpers/golden.ts'
import {runPlugmon, runShell} from '../helpers/run-plugmon.ts'
import {makeFolder} from '../source/folder.ts'
import {STORY} from './fixtures.ts'

test('--version says the version of the package, and nothing else', async () => {
  const {version} = JSON.parse(readFileSync('package.json', 'utf8'))
  expect(await runPlugmon(['--version'])).toEqual({code: 0, stdout: `${version}\n`, stderr: ''})
  expect((await runPlugmon(['-V'])).stdout).toBe(`${version}\n`)
})

test('--help is as it was agreed on', async () => {
  const {code, stdout, stderr} = await runPlugmon(['--help'])
  expect({code, stderr}).toEqual({code: 0, stderr: ''})
  expectGolden('help', stdout)
  expect(await runPlugmon(['help'])).toEqual({code, stdout, stderr})
})

test('every command that --help lists has help of its own', async () => {
  const {stdout} = await runPlugmon(['--help'])
  const list = stdout.slice(stdout.indexOf('Commands:'), stdout.indexOf('Exit codes:'))
  const names = [...list.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name!).filter((name) => name !== 'help')
  expect(names).toEqual(expect.arrayContaining(['watch', 'report', 'demo', 'config', 'host']))
  for (const name of names) {
    const help = await runPlugmon([name, '--help'])
    expect(help, name).toMatchObject({code: 0, stderr: ''})
    expect(help.stdout, name).toContain(`Usage: plugmon ${name}`)
    for (const line of help.stdout.split('\n'))
      if (!/^\w/.test(line)) expect(line.length, line).toBeLessThanOrEqual(132)
  }
})

describe('what is loaded', () => {
  /** What only React and Ink have in them. */
  const MARKS = ['react.transitional.element', 'ink-virtual-text']

  /** Which of the marks are in the code that one run of plugmon loads, as V8 tells it. */
  async function loadedMarks(...arguments_: string[]): Promise<string[]> {
    const folder = makeFolder()
    await runPlugmon(arguments_, {env: {NODE_V8_COVERAGE: folder}})
    const urls = readdirSync(folder).flatMap((file) =>
      (JSON.parse(readFileSync(join(folder, file), 'utf8')).result as {url: string}[]).map(({url}) => url),
    )
    const ours = urls.filter((url) => url.startsWith('file:') && url.includes('/dist/'))
    expect(ours).toContainEqual(expect.stringMatching(/dist\/cli\.mjs$/))
    const code = ours.map((url) => readFileSync(fileURLToPath(url), 'utf8')).join('\n')
    return MARKS.filter((mark) => code.includes(mark))
  }

  test('the marks are in the bundle at all', () => {
    const chunks = readdirSync('dist/chunks').filter((name) => name.endsWith('.mjs'))
    const code = chunks.map((name) => readFileSync(join('dist/chunks', name), 'utf8')).join('\n')
    expect(MARKS.filter((mark) => code.includes(mark))).toEqual(MARKS)
  })

  test.each([
    {arguments_: ['--version']},
    {arguments_: ['--help']},
    {arguments_: ['report', '--help']},
    {arguments_: ['report', STORY]},
    {arguments_: ['config', 'print']},
  ])('$arguments_ loads neither React nor Ink', async ({arguments_}) => {
    expect(await loadedMarks(...arguments_)).toEqual([])
  })
})

describe('misuse is answered with what is wrong, a cure, and exit code 2', () => {
  test.each([
    {name: 'no command', arguments_: [], says: /^Usage: plugmon/},
    {name: 'an unknown command', arguments_: ['raport'], says: /unknown command 'raport'[^]*report/},
    {
      name: 'an unknown flag',
      arguments_: ['report', '--sinse', '1h', STORY],
      says: /unknown option '--sinse'[^]*--since/,
    },
    {name: 'no source', arguments_: ['report'], says: /missing required argument 'sources'/},
    {name: 'a flag without its value', arguments_: ['report', STORY, '--since'], says: /argument missing/},
    {
      name: 'an output that there is not',
      arguments_: ['report', '-o', 'xml', STORY],
      says: /text, json, ndjson, markdown/,
    },
    {
      name: 'a bad duration',
      arguments_: ['report', '--interval', '5 minutes', STORY],
      says: /--interval: .*write .*5m/,
    },
    {name: 'a bad window', arguments_: ['report', '--window', '7m', STORY], says: /1m, 5m, 15m, 1h/},
    {name: 'a bad time', arguments_: ['report', '--since', 'yesterday', STORY], says: /RFC 3339|2026-11-22T/},
    {name: 'a bad count', arguments_: ['report', '--series-cap', '0', STORY], says: /at least 1/},
    {
      name: 'a missing file',
      arguments_: ['report', '/nowhere/at/all.jsonl'],
      says: /no such file: \/nowhere[^]*→ .*watch/,
    },
    {name: 'a folder without logs', arguments_: ['report', 'bin'], says: /no log in bin[^]*→ .*\.jsonl/},
    {name: 'a scheme that is not read', arguments_: ['watch', 'ftp://127.0.0.1/x'], says: /ftp:\/\/[^]*→ .*http/},
    {name: 'half an address', arguments_: ['watch', 'http:///'], says: /address[^]*→ .*http:\/\/127/},
    {name: 'a broken header', arguments_: ['watch', '--header', 'x', 'http://127.0.0.1:1/'], says: /Name: value/},
    {
      name: 'a missing header file',
      arguments_: ['watch', '--header-file', '/no', 'http://127.0.0.1:1/'],
      says: /\/no'/,
    },
    {name: 'an unknown scenario', arguments_: ['demo', '--scenario', 'outrage'], says: /did you mean outage\?/},
    {name: 'a speed of nothing', arguments_: ['demo', '--speed', '0'], says: /above 0/},
    {name: 'a port that is none', arguments_: ['demo', '--serve', '--port', '99999'], says: /'--port .*65535/},
    {name: 'a seed that is none', arguments_: ['demo', '--out', '-', '--seed', 'x'], says: /'--seed .*whole number/},
    {name: 'a negative stretch', arguments_: ['demo', '--out', '-', '--duration', '-5m'], says: /'--duration .*30s/},
    {name: 'a bad start', arguments_: ['demo', '--out', '-', '--start', 'noon'], says: /'--start .*2026-11-22T/},
    {
      name: 'a screen without a terminal',
      arguments_: ['demo', '-o', 'screen'],
      says: /needs a terminal[^]*→ .*-o text/,
    },
    {name: 'an unknown setting', arguments_: ['config', 'explain', 'windw'], says: /did you mean window\?/},
    {name: 'a missing config file', arguments_: ['report', '--config', '/no.yaml', STORY], says: /\/no\.yaml[^]*→/},
    {name: 'a missing rule file', arguments_: ['report', '--rules', '/no.yml', STORY], says: /\/no\.yml[^]*→/},
  ])('$name', async ({arguments_, says}) => {
    const {code, stdout, stderr} = await runPlugmon(arguments_)
    expect({code, stdout}).toEqual({code: 2, stdout: ''})
    expect(stderr).toMatch(says)
    expect(stderr).not.toMatch(/unexpected|\n {4}at /)
  })

  test('a broken rule file is told with its place', async () => {
    const path = join(makeFolder(), 'rules.yml')
    writeFileSync(path, 'groups:\n  - name: mine\n    rules:\n      - alert: A\n        expr: rate(plugin_errors)\n')
    const {code, stderr} = await runPlugmon(['report', '--rules', path, STORY])
    expect(code).toBe(2)
    expect(stderr).toMatch(/^plugmon: .*rules\.yml:5:\d+: .*\n {2}→ /)
    expect(stderr).toContain('range vector')
  })
})

describe('what failed outside is exit code 1', () => {
  test('a port that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await new Promise((resolve) => server.once('listening', resolve))
    const {port} = server.address() as {port: number}
    const {code, stderr} = await runPlugmon(['demo', '--serve', '--port', String(port)])
    expect(code).toBe(1)
    expect(stderr).toMatch(new RegExp(`cannot listen on port ${port}\n {2}→ .*--port`))
  })

  test.each(['report', 'watch -o ndjson', 'report --fail-on critical'])(
    'a stream that refuses, under %s',
    async (command) => {
      const server = createServer((_, response) => response.writeHead(401).end()).listen(0, '127.0.0.1')
      onTestFinished(() => void server.close())
      await new Promise((resolve) => server.once('listening', resolve))
      const {port} = server.address() as {port: number}
      const {code, stdout, stderr} = await runPlugmon([...command.split(' '), `http://127.0.0.1:${port}/events`])
      expect({code, stderr}).toEqual({
        code: 1,
        stderr: `plugmon: http://127.0.0.1:${port}/events: 401 Unauthorized: give a token with --header or PLUGMON_TOKEN\n`,
      })
      expect(stdout).not.toBe('')
    },
  )

  test('a file that cannot be written', async () => {
    const {code, stderr} = await runPlugmon(['demo', '--out', '/nowhere/at/all.jsonl', '--duration', '1s'])
    expect(code).toBe(1)
    expect(stderr).toMatch(/^plugmon: cannot write \/nowhere\/at\/all\.jsonl: .*\n {2}→ /)
  })

  test.skipIf(!existsSync('/dev/full')).each(['report', 'watch -o ndjson'])('a full disk under %s', async (command) => {
    const {code, stderr} = await runShell(`plugmon ${command} '${STORY}' > /dev/full`)
    expect(code).toBe(1)
    expect(stderr).toMatch(/^plugmon: cannot write the output: ENOSPC.*\n {2}→ .*\n$/)
  })
})

test('host python prints the file that a host imports', async () => {
  const {code, stdout} = await runPlugmon(['host', 'python'])
  expect(code).toBe(0)
  expect(stdout).toBe(readFileSync('src/host/python/plugmon_host.py', 'utf8'))
})

describe('settings', () => {
  const print = async (key: string, ...more: Parameters<typeof runPlugmon>[1][]) => {
    const {stdout} = await runPlugmon(['config', 'print'], ...more)
    return stdout.split('\n').find((line) => line.startsWith(`${key}:`))
  }

  /** A home with this config file. */
  function home(text: string): {folder: string; path: string} {
    const folder = makeFolder()
    const path = join(folder, 'plugmon', 'config.yaml')
    mkdirSync(join(folder, 'plugmon'))
    writeFileSync(path, text)
    return {folder, path}
  }

  test('flag over variable over file over default', async () => {
    const {folder, path} = home('window: 15m\n')
    const env = {XDG_CONFIG_HOME: folder}
    expect(await print('window')).toBe('window: 5m  # default')
    expect(await print('window', {env})).toBe(`window: 15m  # ${path}:1:9`)
    expect(await print('window', {env: {...env, PLUGMON_WINDOW: '1h'}})).toBe('window: 1h  # PLUGMON_WINDOW')
    // The window that is in force is the one that the report speaks of.
    const head = async (flags: string[], more: Record<string, string>) =>
      /in the last (\w+)/.exec((await runPlugmon(['report', STORY, ...flags], {env: {...env, ...more}})).stdout)?.[1]
    expect(await head([], {})).toBe('15m')
    expect(await head([], {PLUGMON_WINDOW: '1h'})).toBe('1h')
    expect(await head(['--window', '1m'], {PLUGMON_WINDOW: '1h'})).toBe('1m')
  })

  test('config explain names every layer, the winner first', async () => {
    const {folder, path} = home('window: 15m\n')
    const env = {XDG_CONFIG_HOME: folder, PLUGMON_WINDOW: '1h'}
    const {code, stdout} = await runPlugmon(['config', 'explain', 'window'], {env})
    expect(code).toBe(0)
    expect(stdout.split('\n').slice(-4)).toEqual([
      '  in force  1h  (PLUGMON_WINDOW)',
      `    hidden  15m  (${path}:1:9)`,
      '    hidden  5m  (default)',
      '',
    ])
    expect((await runPlugmon(['config', 'explain', '--', '--no-builtin-rules'])).stdout).toContain(
      'PLUGMON_BUILTIN_RULES',
    )
  })

  test('config path', async () => {
    const {folder, path} = home('')
    expect(await runPlugmon(['config', 'path'], {env: {XDG_CONFIG_HOME: folder}})).toEqual({
      code: 0,
      stdout: `${path}\n`,
      stderr: '',
    })
    expect((await runPlugmon(['config', 'path'], {env: {PLUGMON_CONFIG: path}})).stdout).toBe(`${path}\n`)
    const none = await runPlugmon(['config', 'path'])
    expect(none.stdout).toMatch(/\/\.config\/plugmon\/config\.yaml\n$/)
    expect(none.stderr).toContain('no such file yet')
  })

  test('what config print says is itself a config file', async () => {
    const {stdout} = await runPlugmon(['config', 'print'], {
      env: {PLUGMON_RULES: 'my rules.yml', PLUGMON_LOG_FILE: 'a\x9b2J\u202ee\u0301\u{e0041}', PLUGMON_SINCE: '2h'},
    })
    expect(stdout).toContain('log-file: "a\\u009b2J\\u202ee\\u0301\\udb40\\udc41"')
    const {folder} = home(stdout)
    const again = await runPlugmon(['config', 'print'], {env: {XDG_CONFIG_HOME: folder}})
    const values = (text: string) => text.split('\n').map((line) => line.replace(/ {2}#.*/, ''))
    expect(again.code).toBe(0)
    expect(values(again.stdout)).toEqual(values(stdout))
  })

  test.each([
    {name: 'an unknown key', text: 'window: 5m\nwindwo: 1m\n', says: ':2:1: unknown key "windwo"', cure: 'window?'},
    {
      name: 'a bad value',
      text: 'color: always\nwindow:  7m\n',
      says: ':2:10: window: "7m" is not one of',
      cure: 'window',
    },
    {name: 'several values for one', text: 'window: [1m, 5m]\n', says: ':1:9: window: takes one value', cure: ''},
    {name: 'a map', text: 'rules:\n  a: 1\n', says: ':2:3: rules: a map', cure: 'plain value'},
    {name: 'no map at all', text: '- window\n', says: ':1:1: the config file must be a map', cure: 'window: 15m'},
    {name: 'no YAML', text: 'window: "5m\n', says: ':2:1: ', cure: 'YAML'},
  ])('$name in the file is told with line, column and cure', async ({text, says, cure}) => {
    const {folder, path} = home(text)
    const {code, stdout, stderr} = await runPlugmon(['report', STORY], {env: {XDG_CONFIG_HOME: folder}})
    expect({code, stdout}).toEqual({code: 2, stdout: ''})
    expect(stderr).toContain(`plugmon: ${path}${says}`)
    if (cure !== '') expect(stderr).toMatch(new RegExp(`\n {2}→ .*${cure}`))
  })

  test('a bad variable is told with its name', async () => {
    const {code, stderr} = await runPlugmon(['report', STORY], {env: {PLUGMON_COLOR: 'green'}})
    expect(code).toBe(2)
    expect(stderr).toMatch(/PLUGMON_COLOR: color: "green" is not one of auto, always, never\n {2}→ /)
  })

  test('secrets are never printed', async () => {
    const {folder} = home('header: ["X-Key: from-the-file"]\ntoken: in-the-file\n')
    const env = {XDG_CONFIG_HOME: folder, PLUGMON_TOKEN: 'from-the-variable'}
    for (const arguments_ of [['print'], ['explain', 'token'], ['explain', 'header']]) {
      const {code, stdout, stderr} = await runPlugmon(['config', ...arguments_], {env})
      expect(code).toBe(0)
      expect(stdout).toContain('(hidden)')
      expect(stdout + stderr).not.toMatch(/from-the|in-the/)
    }
  })
})
