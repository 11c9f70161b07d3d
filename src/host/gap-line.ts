import {formatTime} from './clock.ts'

/** A `gap` event of now as a line without newline: `lost` events were dropped. */
export function gapLine(lost: number): string {
  return JSON.stringify({v: 1, time: formatTime(Date.now()), type: 'gap', lost})
}
