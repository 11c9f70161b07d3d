import {openSync} from 'node:fs'
import {StringDecoder} from 'node:string_decoder'
import {ReadStream} from 'node:tty'
import {splitKeys} from './split-keys.ts'

/** Longest wait for the rest of an escape sequence before it counts as the Escape key alone; an ssh packet's delay at most. */
const ESCAPE_WAIT_MS = 50

/** The keys of the person at the terminal. */
export interface Keyboard {
  /** Reads keys: each is told by its name (see splitKeys). */
  start(): void
  /** Gives the terminal its own line editing back, at once; `start` may follow. */
  stop(): void
  /** Lets go of the terminal for good. */
  close(): void
}

/**
 * Reads keys from `input` when it is a terminal, else (events come through it) from /dev/tty. Without either it stays silent: the
 * screen then ends by a signal or with its sources.
 */
export function createKeyboard(options: {
  readonly input: NodeJS.ReadStream
  readonly onKey: (key: string) => void
  /** The terminal has gone away. */
  readonly onEnd: () => void
}): Keyboard {
  const {input, onKey, onEnd} = options
  const stream = input.isTTY ? input : openTerminal()
  const decoder = new StringDecoder('utf8')
  let rest = ''
  let escapeTimer: NodeJS.Timeout | undefined

  function onData(chunk: Buffer | string): void {
    clearTimeout(escapeTimer)
    const split = splitKeys(rest + (typeof chunk === 'string' ? chunk : decoder.write(chunk)))
    rest = split.rest
    if (rest !== '') escapeTimer = setTimeout(onEscapeAlone, ESCAPE_WAIT_MS)
    for (const key of split.keys) onKey(key)
  }

  function onEscapeAlone(): void {
    rest = ''
    onKey('escape')
  }

  function stop(): void {
    clearTimeout(escapeTimer)
    rest = ''
    stream?.off('data', onData).pause()
    try {
      stream?.setRawMode(false)
    } catch {
      // The terminal is gone: nothing is left to be restored.
    }
  }

  stream?.on('end', onEnd).on('error', onEnd)
  return {
    start() {
      stream?.setRawMode(true)
      stream?.on('data', onData).resume()
    },
    stop,
    close() {
      stop()
      stream?.off('end', onEnd).off('error', onEnd)
      if (stream !== input) stream?.destroy()
    },
  }
}

function openTerminal(): ReadStream | undefined {
  try {
    return new ReadStream(openSync('/dev/tty', 'r'))
  } catch {
    return undefined
  }
}
