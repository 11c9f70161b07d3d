import type {Instant} from './values.ts'

/** The instant in milliseconds since the epoch; "so long ago" counts from `newestMs`. */
export function instantMs(instant: Instant | undefined, newestMs: number): number | undefined {
  if (instant === undefined) return undefined
  return 'atMs' in instant ? instant.atMs : newestMs - instant.agoMs
}
