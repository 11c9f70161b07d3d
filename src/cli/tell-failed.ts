import type {Snapshot} from '../snapshot.ts'
import type {Context} from './context.ts'

/** Tells on stderr which sources could not be read at all. True when there is one: what nobody has read has not passed. */
export function tellFailed({sources}: Snapshot, {stderr}: Context): boolean {
  const failed = sources.filter(({state}) => state === 'failed')
  for (const {name, text} of failed) stderr.write(`plugmon: ${name}: ${text}\n`)
  return failed.length > 0
}
