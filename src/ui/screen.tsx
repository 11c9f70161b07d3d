import chalk, {supportsColor} from 'chalk'
import {render} from 'ink'
import type {WindowName} from '../figures.ts'
import type {SnapshotSource} from '../snapshot.ts'
import {actionOfKey} from './actions-of-key.ts'
import {colorLevel, type ColorChoice} from './color-level.ts'
import {ScreenView, TooSmall} from './components/screen-view.tsx'
import {createFrameClock} from './frame-clock.ts'
import {isMoving} from './is-moving.ts'
import {layoutScreen, MIN_COLUMNS, MIN_ROWS} from './layout.ts'
import {noticeLine} from './notice.ts'
import type {Scene} from './scene.ts'
import {initialState, reduce, type Held} from './screen-state.ts'
import {endBySignal, type ExitReason} from './terminal/process-end.ts'
import {openTerminal} from './terminal/terminal.ts'
import {createTheme} from './theme.ts'

/** What a screen is made of. */
export interface ScreenOptions {
  readonly source: SnapshotSource
  /** @default 'auto' */
  readonly color?: ColorChoice
  /** Draw with ASCII signs alone. @default false */
  readonly ascii?: boolean
  /** The window that is shown first. @default '5m' */
  readonly window?: WindowName
  /** Keys come from here; where it is no terminal, from /dev/tty. @default process.stdin */
  readonly input?: NodeJS.ReadStream
  /** The terminal. @default process.stdout */
  readonly output?: NodeJS.WriteStream & {readonly fd: number}
  /** The wall clock in milliseconds. @default Date.now */
  readonly now?: () => number
  /** How far local time is east of UTC at a moment. @default the system's */
  readonly offsetMinutes?: (at: number) => number
  /** Ends the screen from outside. */
  readonly signal?: AbortSignal
}

/**
 * Takes the terminal and shows what `source` has until the person quits or something ends the process. The terminal has been given back when
 * the promise resolves; it never rejects. The caller ends the process with the reason's exit code.
 */
export function startScreen(options: ScreenOptions): Promise<ExitReason> {
  const {source, input = process.stdin, output = process.stdout, now = Date.now} = options
  const offsetMinutes = options.offsetMinutes ?? ((at: number): number => -new Date(at).getTimezoneOffset())
  const detected = supportsColor ? supportsColor.level : 0
  // Ink draws the frames of panels with chalk's own level.
  chalk.level = colorLevel(options.color ?? 'auto', process.env, detected)
  const theme = createTheme({level: chalk.level, isAscii: options.ascii ?? false})
  let state = initialState(options.window ?? '5m')

  return new Promise((resolve) => {
    const clock = createFrameClock(draw, () => source.getSnapshot(state.window))
    const terminal = openTerminal({input, output, onKey, onRedraw: draw, onEnd: end})
    const ink = render(element(), {
      stdout: terminal.stream,
      stdin: input,
      debug: true,
      exitOnCtrlC: false,
      patchConsole: false,
    })
    ink.waitUntilExit().catch((error: unknown) => end({kind: 'crash', error, exitCode: 1}))
    const unsubscribe = source.subscribe(clock.request)
    const quit = (): void => end({kind: 'quit', exitCode: 0})
    options.signal?.addEventListener('abort', quit)

    function sceneNow(): Scene {
      const live = source.getSnapshot(state.window)
      const {columns, rows} = terminal.size()
      const needsWhole = state.overlay?.kind === 'plugin'
      return {
        live,
        snapshot: state.held?.[state.window] ?? live,
        whole: needsWhole ? (state.held?.start ?? source.getSnapshot('start')) : undefined,
        state,
        theme,
        room: layoutScreen(state.view, columns, rows, 0).room,
        nowMs: now(),
        offsetMinutes: offsetMinutes(live.at),
      }
    }

    function compose(scene: Scene) {
      const {columns, rows} = terminal.size()
      const notice = noticeLine(scene)
      return {columns, rows, notice, layout: layoutScreen(state.view, columns, rows, notice ? 1 : 0)}
    }

    function element() {
      const scene = sceneNow()
      const {columns, rows, notice, layout} = compose(scene)
      clock.keepTime(isMoving(scene.live))
      return columns < MIN_COLUMNS || rows < MIN_ROWS ? (
        <TooSmall theme={theme} columns={columns} rows={rows} />
      ) : (
        <ScreenView scene={scene} layout={layout} notice={notice} columns={columns} />
      )
    }

    function draw(): void {
      ink.rerender(element())
    }

    function onKey(key: string): void {
      const scene = sceneNow()
      const {layout, columns} = compose(scene)
      const action = actionOfKey(key, scene, layout, columns)
      if (action === undefined) return
      if (action === 'quit') return end(key === 'ctrl-c' ? endBySignal('SIGINT') : {kind: 'quit', exitCode: 0})
      state = reduce(state, action === 'pause' ? {type: 'pause', held: state.held ? undefined : hold(source)} : action)
      clock.requestNow()
    }

    function end(reason: ExitReason): void {
      clock.stop()
      unsubscribe()
      options.signal?.removeEventListener('abort', quit)
      terminal.close()
      ink.unmount()
      ink.cleanup()
      resolve(reason)
    }
  })
}

/** All windows as they are now: `w` walks them while paused, too. */
function hold(source: SnapshotSource): Held {
  return {
    '1m': source.getSnapshot('1m'),
    '5m': source.getSnapshot('5m'),
    '15m': source.getSnapshot('15m'),
    '1h': source.getSnapshot('1h'),
    start: source.getSnapshot('start'),
  }
}
