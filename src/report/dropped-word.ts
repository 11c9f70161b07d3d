import {formatCount} from '../format/number.ts'
import type {CountsByLevel} from '../snapshot.ts'

/** What follows the number of events that were dropped: `dropped (1,100 DEBUG, 104 INFO)`, with the logs that were shed under load. */
export function droppedWord(byLevel: CountsByLevel): string {
  const levels = Object.entries(byLevel).map(([level, count]) => `${formatCount(count)} ${level}`)
  return levels.length === 0 ? 'dropped' : `dropped (${levels.join(', ')})`
}
