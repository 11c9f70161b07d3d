/** Shortest time between two frames that nobody asked for by a key. */
const FRAME_MS = 250
/** Frames that nobody asked for by a key take at most a fifth of the time: a slow machine draws less often, and reads on. */
const PAUSE_PER_DRAWING = 4
/** Ages and the clock are told in seconds. */
const TICK_MS = 1000
/** When nothing has happened for a while, every other second will do: a screen that is left open for days should cost next to nothing. */
const CALM_TICK_MS = 2000
const CALM_AFTER_MS = 10_000

/** Decides when to draw. */
export interface FrameClock {
  /** There is something new: draw soon, but not more often than 4 times a second, and less often where drawing takes long. */
  request(): void
  /** A person waits: draw as soon as the keys that came together have been read. */
  requestNow(): void
  /** Whether frames are due though nothing comes, since ages grow: every second, and every two after ten seconds of calm. */
  keepTime(isKept: boolean): void
  stop(): void
}

/** Calls `draw` when a frame is due; at rest there is no timer at all. */
export function createFrameClock(draw: () => void): FrameClock {
  let timer: NodeJS.Timeout | undefined
  let immediate: NodeJS.Immediate | undefined
  let tick: NodeJS.Timeout | undefined
  let drawnAt = -Infinity
  let askedAt = performance.now()
  let pauseMs = FRAME_MS
  let isStopped = false

  function drawNow(): void {
    clearTimeout(timer)
    clearImmediate(immediate)
    timer = undefined
    immediate = undefined
    if (isStopped) return
    drawnAt = performance.now()
    draw()
    pauseMs = Math.min(TICK_MS, Math.max(FRAME_MS, (performance.now() - drawnAt) * (1 + PAUSE_PER_DRAWING)))
  }

  function startTick(): void {
    const isCalm = performance.now() - askedAt >= CALM_AFTER_MS
    tick = setTimeout(
      () => {
        startTick()
        drawNow()
      },
      isCalm ? CALM_TICK_MS : TICK_MS,
    )
  }

  return {
    request() {
      askedAt = performance.now()
      timer ??= setTimeout(drawNow, Math.max(0, pauseMs - (performance.now() - drawnAt)))
    },
    requestNow() {
      askedAt = performance.now()
      immediate ??= setImmediate(drawNow)
    },
    keepTime(isKept) {
      if (isKept === (tick !== undefined)) return
      clearTimeout(tick)
      tick = undefined
      if (isKept && !isStopped) startTick()
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
      clearImmediate(immediate)
      clearTimeout(tick)
    },
  }
}
