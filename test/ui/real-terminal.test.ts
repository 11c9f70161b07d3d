import {execFileSync} from 'node:child_process'
import {existsSync, readFileSync} from 'node:fs'
import {readFile, rm} from 'node:fs/promises'
import {dirname} from 'node:path'
import {fileURLToPath} from 'node:url'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {bundleScreen} from '../helpers/bundle-screen.ts'
import {runInTerminal} from '../helpers/real-terminal.ts'

let program: string
beforeAll(async () => {
  program = await bundleScreen(fileURLToPath(new URL('./fixtures/screen-program.ts', import.meta.url)))
})
afterAll(() => rm(dirname(program), {recursive: true}))

/**
 * A shell around the program tells how it ended and in which state it left the terminal. It then waits for a line:
 * what a process writes last can be lost when its end is known before its words (node-pty waits 0.2 s for them).
 */
function runScreen(...wishes: string[]) {
  const script = `echo before; ${process.execPath} ${program} ${wishes.join(' ')}; echo "code $?"; stty -a | tr ';' '\\n' | grep -ow -e '-\\?icanon' -e '-\\?echo'; echo over; read end`
  return runInTerminal(['/bin/sh', '-c', script])
}

const isDrawn = (screen: string): boolean => screen.includes('Plugin Overview') && screen.includes('quit')
const isOver = (screen: string): boolean => /^over$/m.test(screen)

/** What a terminal must be like when we are gone. */
async function expectRestored(run: ReturnType<typeof runScreen>, code: number): Promise<void> {
  const screen = await run.until(isOver)
  run.child.write('\r')
  await run.exited
  expect(screen).toMatch(/^before$/m)
  expect(screen).toContain(`code ${code}`)
  expect(screen).toMatch(/^icanon$/m)
  expect(screen).toMatch(/^echo$/m)
  expect(run.isAlternate()).toBe(false)
  expect(run.raw()).toContain('\x1b[?25h')
  expect(run.raw()).toContain('\x1b[?7h')
  expect(run.raw()).not.toContain('\x1b[3J')
}

/** The pid of the program inside the shell; where the system does not tell it in a file, ps does. */
function pidOf({child: {pid}}: ReturnType<typeof runScreen>): number {
  const file = `/proc/${pid}/task/${pid}/children`
  const children = existsSync(file)
    ? readFileSync(file, 'utf8')
    : execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)]).toString()
  return Number(children.trim().split(/\s+/)[0])
}

test.each([
  {name: 'q', keys: 'q', code: 0},
  {name: 'Ctrl-C', keys: '\x03', code: 130},
  {name: 'keys that came in one chunk', keys: '23?\x1b[Bq', code: 0},
])('$name gives the terminal back', async ({keys, code}) => {
  const run = runScreen()
  await run.until(isDrawn)
  expect(run.isAlternate()).toBe(true)
  run.child.write(keys)
  await expectRestored(run, code)
})

test.each([
  {signal: 'SIGINT', code: 130},
  {signal: 'SIGTERM', code: 143},
  {signal: 'SIGHUP', code: 129},
  {signal: 'SIGQUIT', code: 131},
] as const)('$signal gives the terminal back', async ({signal, code}) => {
  const run = runScreen()
  await run.until(isDrawn)
  process.kill(pidOf(run), signal)
  await expectRestored(run, code)
  expect(await run.text()).toContain('ended: signal')
})

test.each([
  {name: 'an error that nobody catches', wish: 'throw', code: 1, said: 'ended: crash'},
  {name: 'a rejection that nobody handles', wish: 'reject', code: 1, said: 'ended: crash'},
  {name: 'an exit from elsewhere', wish: 'exit', code: 7, said: 'before'},
  {name: 'a component that throws', wish: 'bad-snapshot', code: 1, said: 'ended: crash'},
])('$name gives the terminal back', async ({wish, code, said}) => {
  const run = runScreen(wish)
  await expectRestored(run, code)
  expect(await run.text()).toContain(said)
})

test.each([
  {name: 'colours', env: {}, isColored: true},
  {name: 'NO_COLOR', env: {NO_COLOR: '1'}, isColored: false},
  {name: 'a dumb terminal', env: {TERM: 'dumb'}, isColored: false},
])('$name', async ({env, isColored}) => {
  const run = runInTerminal([process.execPath, program], {env})
  await run.until(isDrawn)
  run.child.write('q')
  await run.exited
  expect(/\x1b\[[\d;]*3[1-6]m/.test(run.raw())).toBe(isColored)
})

test('a storm of sizes leaves a clean screen of the last one', async () => {
  const run = runScreen()
  await run.until(isDrawn)
  for (let step = 0; step < 20; step++) run.resize(60 + step * 4, 16 + step)
  run.resize(120, 40)
  const screen = await run.until(
    (text) => text.includes('[1 Overview] 2 Performance') && text.includes('sources  q quit'),
  )
  expect(screen.split('\n').filter((line) => line.includes('Plugin Overview'))).toHaveLength(1)
  run.resize(50, 10)
  await run.until((text) => text.includes('plugmon needs 60×16'))
  run.resize(80, 24)
  await run.until(isDrawn)
  run.child.write('q')
  await expectRestored(run, 0)
})

test('Escape alone goes back, though it begins every arrow', async () => {
  const run = runScreen()
  await run.until(isDrawn)
  run.child.write('?')
  await run.until((text) => text.includes('this help'))
  run.child.write('\x1b')
  await run.until(isDrawn)
  run.child.write('q')
  await expectRestored(run, 0)
})

test('stopped and continued, the screen comes back', async () => {
  const run = runInTerminal([process.execPath, program])
  await run.until(isDrawn)
  process.kill(run.child.pid, 'SIGSTOP')
  run.terminal.write('\x1b[2J')
  process.kill(run.child.pid, 'SIGCONT')
  await run.until(isDrawn)
  run.child.write('q')
  expect((await run.exited).exitCode).toBe(0)
})

const hasBash = existsSync('/bin/bash')

test.skipIf(!hasBash)(
  `Ctrl-Z gives the shell its screen, fg takes it again${hasBash ? '' : ' (skipped: needs bash)'}`,
  async () => {
    const run = runInTerminal(['/bin/bash', '--norc', '-i'])
    await run.until((text) => text.includes('$') || text.includes('#'))
    run.child.write(`${process.execPath} ${program}\r`)
    await run.until(isDrawn)
    run.child.write('\x1a')
    await run.until((text) => text.includes('Stopped'))
    expect(run.isAlternate()).toBe(false)
    run.child.write('fg\r')
    await run.until(isDrawn)
    run.child.write('q')
    await run.until((text) => text.includes('ended: quit'))
    run.child.write('exit\r')
    await run.exited
  },
)

test('keys come from the terminal while events come through a pipe', async () => {
  const script = `echo data | ${process.execPath} ${program}; echo "code $?"; read end`
  const run = runInTerminal(['/bin/sh', '-c', script])
  await run.until(isDrawn)
  run.child.write('2')
  await run.until((text) => text.includes('Discovery by directory'))
  run.child.write('q')
  await run.until((text) => text.includes('code 0'))
  run.child.write('\r')
  await run.exited
})

test('a terminal that hangs up ends it', async () => {
  const run = runInTerminal([process.execPath, program])
  await run.until(isDrawn)
  run.child.kill('SIGHUP')
  expect((await run.exited).exitCode).toBe(129)
})

test('a terminal that takes nothing any more stops neither keys nor signals', async () => {
  const run = runInTerminal([process.execPath, program], {columns: 200, rows: 60})
  await run.until((text) => text.includes('sources  q quit'))
  run.child.pause()
  // Each of these draws a whole view: far more than a terminal's buffer holds.
  for (let round = 0; round < 40; round++) run.child.write('123')
  // Time to read them: with less the terminal would not be stalled yet, and the test easier, not wrong.
  await new Promise((resolve) => setTimeout(resolve, 300))
  process.kill(run.child.pid, 'SIGTERM')
  await waitUntilGone(run.child.pid)
  run.child.resume()
  expect((await run.exited).exitCode).toBe(143)
})

async function waitUntilGone(pid: number): Promise<void> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline;) {
    // A process that has ended and is not reaped yet still takes signals; its state says Z.
    const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z')
    if (/\) Z/.test(state)) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('the process is still there')
}
