import {describe, expect, test} from 'vitest'
import {openTmux, withoutTmux, type Tmux} from '../helpers/tmux.ts'
import {STORY} from './fixtures.ts'

const DEMO = 'plugmon demo --seed 7'
const PANELS = ['Plugin Overview', 'Performance', 'Errors & Alerts']

const isDrawn = (screen: string) => screen.includes('Plugin Overview') && /\d+ loaded/.test(screen)

/** A demo that has been drawn. */
async function showDemo(columns = 80, rows = 24): Promise<Tmux> {
  const tmux = await openTmux(columns, rows)
  tmux.enter(`${DEMO}; echo "code $?"; stty -a`)
  await tmux.until(isDrawn)
  return tmux
}

/** Waits for the shell's own screen, and for what it says of the program's end and of the terminal. */
async function expectRestored(tmux: Tmux, code: number): Promise<void> {
  const screen = await tmux.until(
    (text) => /code \d+/.test(text) && /\bicanon\b/.test(text) && /\$ *$/.test(text.trimEnd()),
  )
  expect(screen).toMatch(new RegExp(`^code ${code}$`, 'm'))
  expect(screen).toMatch(/(?<!-)\bicanon\b/)
  expect(screen).toMatch(/(?<!-)\becho\b/)
  expect(screen).not.toContain('Plugin Overview')
  expect(tmux.mode()).toEqual({isAlternate: false, hasCursor: true})
}

describe.skipIf(withoutTmux)(`in a real terminal ${withoutTmux}`, () => {
  test.each([
    {columns: 80, rows: 24},
    {columns: 120, rows: 40},
    {columns: 200, rows: 60},
  ])('$columns×$rows: header, the three panels, no line too long, no rubbish', async ({columns, rows}) => {
    const tmux = await showDemo(columns, rows)
    const lines = tmux.lines()
    expect(lines[0]).toMatch(/demo +● live .*ev\/s .*rej(ected)? 0 .*5m +\d\d:\d\d:\d\d/)
    for (const title of PANELS) expect(lines.join('\n')).toContain(`╭ ${title} `)
    expect(lines[rows - 1]).toMatch(/\? help .*q quit/)
    expect(lines).toHaveLength(rows)
    for (const line of lines) {
      expect([...line].length, line).toBeLessThanOrEqual(columns)
      // Frames close: what is right of a panel stands where it belongs.
      if (/^[│╭╰]/.test(line)) expect([...line.trimEnd()].length, line).toBe(columns)
      expect(line).not.toMatch(/\x1b|\[\d+(;\d+)*[mHJK]|\^\[|�|undefined|NaN/)
    }
    expect(tmux.mode()).toEqual({isAlternate: true, hasCursor: false})
  })

  test('keys', async () => {
    const tmux = await showDemo()
    tmux.press('2')
    await tmux.until(/\[2 Perf/)
    tmux.press('3')
    await tmux.until(/\[3 Errors/)
    tmux.press('1')
    await tmux.until(/\[1 Overview\]/)
    tmux.press('?')
    await tmux.until(/╭ Help .*\n[^]*this help/)
    tmux.press('Escape')
    await tmux.until(isDrawn)
    tmux.press('w')
    await tmux.until(/^.* 15m +\d\d:\d\d:\d\d/)
    expect(tmux.lines().join('\n')).toMatch(/load time +15m/)
    tmux.press('s')
    await tmux.until(/by name/)
    tmux.press('/')
    tmux.press('p', 'a', 'y')
    expect(await tmux.until(/1 of 40/)).toContain('payments')
    tmux.press('Enter')
    tmux.press('Escape')
    await tmux.until((screen) => !screen.includes('1 of 40'))
    tmux.press('Space')
    const paused = await tmux.until(/PAUSED \+\d/)
    // Counting goes on while the view stands.
    const more = /PAUSED \+(\d+)/.exec(paused)![1]!
    await tmux.until((screen) => Number(/PAUSED \+(\d+)/.exec(screen)?.[1]) > Number(more))
    tmux.press('Space')
    await tmux.until((screen) => !screen.includes('PAUSED'))
    tmux.press('q')
    await expectRestored(tmux, 0)
  })

  test('resize, down to what is too small and back', async () => {
    const tmux = await showDemo()
    tmux.resize(120, 40)
    await tmux.until((screen) => isDrawn(screen) && screen.split('\n').some((line) => [...line].length === 120))
    tmux.resize(40, 10)
    const small = await tmux.until(/too small/)
    expect(small).toContain('40×10')
    expect(small).toMatch(/needs \d+×\d+/)
    tmux.resize(80, 24)
    await tmux.until((screen) => isDrawn(screen) && /\[1 Overview\].*q quit/.test(screen))
    tmux.press('q')
    await expectRestored(tmux, 0)
  })

  test.each([
    {key: 'q', code: 0},
    {key: 'C-c', code: 130},
  ])('$key gives the terminal back: $code', async ({key, code}) => {
    const tmux = await showDemo()
    tmux.press(key)
    await expectRestored(tmux, code)
  })

  test.each([
    {signal: 'SIGTERM', code: 143},
    {signal: 'SIGINT', code: 130},
    {signal: 'SIGHUP', code: 129},
  ] as const)('$signal gives the terminal back: $code', async ({signal, code}) => {
    const tmux = await showDemo()
    process.kill(tmux.pidOf('plugmon'), signal)
    await expectRestored(tmux, code)
  })

  test('events from a pipe, keys from the terminal: it stays at the end of the input', async () => {
    const tmux = await openTmux(100, 30)
    tmux.enter(`cat '${STORY}' | plugmon watch -; echo "code $?"; stty -a`)
    await tmux.until((screen) => isDrawn(screen) && /○ ended|● ended|ended/.test(screen.split('\n')[0]!))
    tmux.press('3')
    expect(await tmux.until(/\[3 Errors/)).toContain('CRITICAL')
    tmux.press('q')
    await expectRestored(tmux, 0)
  })

  test('a file that ends with alerts: --fail-on tells it when the person leaves', async () => {
    const tmux = await openTmux(80, 24)
    tmux.enter(`plugmon watch --fail-on critical '${STORY}'; echo "code $?"; stty -a`)
    await tmux.until((screen) => isDrawn(screen) && screen.includes('10 loaded'))
    tmux.press('q')
    await expectRestored(tmux, 10)
  })

  test('misuse is told on the shell, the screen is never taken', async () => {
    const tmux = await openTmux(80, 24)
    tmux.enter(`plugmon watch http:///; echo "code $?"; stty -a`)
    await expectRestored(tmux, 2)
  })
})
