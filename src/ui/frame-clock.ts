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

/**
 * Calls `draw` when a frame is due; at rest there is no timer at all. A frame that nobody waits for may keep keys and sockets waiting twice,
 * but not for as long at once: what it shows is gathered first, by `gather`, and it is drawn in the next turn.
 */
export function createFrameClock(draw: () => void, gather: () => void = () => undefined): FrameClock {
  let timer: NodeJS.Timeout | undefined
  let immediate: NodeJS.Immediate | undefined
  let tick: NodeJS.Timeout | undefined
  let drawnAt = -Infinity
  let gatheringMs = 0
  let askedAt = performance.now()
  let pauseMs = FRAME_MS
  let isStopped = false

  /** From an immediate to an immediate timers have their turn, too. */
  function gatherAndDraw(): void {
    immediate ??= setImmediate(() => {
      const startedAt = performance.now()
      gather()
      gatheringMs = performance.now() - startedAt
      immediate = setImmediate(drawNow)
    })
  }

  function drawNow(): void {
    clearTimeout(timer)
    clearImmediate(immediate)
    timer = undefined
    immediate = undefined
    if (isStopped) return
    drawnAt = performance.now()
    draw()
    const tookMs = gatheringMs + performance.now() - drawnAt
    pauseMs = Math.min(TICK_MS, Math.max(FRAME_MS, tookMs * (1 + PAUSE_PER_DRAWING)))
    gatheringMs = 0
  }

  function startTick(): void {
    const isCalm = performance.now() - askedAt >= CALM_AFTER_MS
    tick = setTimeout(
      () => {
        startTick()
        gatherAndDraw()
      },
      isCalm ? CALM_TICK_MS : TICK_MS,
    )
  }

  return {
    request() {
      askedAt = performance.now()
      timer ??= setTimeout(gatherAndDraw, Math.max(0, pauseMs - (performance.now() - drawnAt)))
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
