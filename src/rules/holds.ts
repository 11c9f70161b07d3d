import type {Beats} from './beats.ts'
import type {Output} from './query.ts'

/** A series that is held: which of the beats it has still to get, and as what. */
interface Hold {
  readonly write: Output['write']
  value: number
  /** Undefined while it is not held. */
  beats: Beats | undefined
  next: number
}

/** The held series of a store. Alerts stand for hours at the same value: their samples are written when somebody looks, or when they end. */
export interface Holds {
  /** Lets a series of that name be held; `series` is how the store writes it. */
  output(name: string, series: Pick<Output, 'write' | 'end'>): Output
  /** Writes what the held series of a name, or all of them, have still to get; to be called before they are read. */
  catchUp(name?: string): void
}

/** Nothing is held. */
export function createHolds(): Holds {
  const byName = new Map<string, Set<Hold>>()

  function heldOf(name: string): Set<Hold> {
    let held = byName.get(name)
    if (held === undefined) byName.set(name, (held = new Set()))
    return held
  }

  return {
    output(name, {write, end}) {
      const hold: Hold = {write, value: 0, beats: undefined, next: 0}
      function release(): void {
        if (hold.beats === undefined) return
        writeBeats(hold)
        hold.beats = undefined
        heldOf(name).delete(hold)
      }
      return {
        write,
        hold(value, beats) {
          release()
          hold.value = value
          hold.beats = beats
          hold.next = beats.count
          heldOf(name).add(hold)
        },
        release,
        end(at) {
          release()
          end(at)
        },
      }
    },
    catchUp(name) {
      if (name !== undefined) byName.get(name)?.forEach(writeBeats)
      else for (const held of byName.values()) held.forEach(writeBeats)
    },
  }
}

function writeBeats(hold: Hold): void {
  const {write, value, beats} = hold
  if (beats === undefined) return
  for (let beat = Math.max(hold.next, beats.first); beat < beats.count; beat++) write(beats.at(beat), value)
  hold.next = beats.count
}
