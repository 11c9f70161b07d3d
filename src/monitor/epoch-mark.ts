import type {Mark} from '../snapshot.ts'

/** Says on the timeline that the time in the events went from `from` to `to`. */
export function epochMark(from: number, to: number): Mark {
  const minutes = Math.abs(to - from) / 60_000
  const step = minutes < 120 ? `${minutes.toFixed(0)} min` : `${(minutes / 60).toFixed(1)} h`
  const text = `the time in the events went ${to < from ? 'back' : 'forward'} by ${step}`
  return {at: to, kind: 'epoch', instance: '', text}
}
