import type {WindowName} from '../figures.ts'

/** Of which time a figure speaks: ` in the last 5m`, nothing where it is all of it. */
export function windowText(window: WindowName): string {
  return window === 'start' ? '' : ` in the last ${window}`
}
