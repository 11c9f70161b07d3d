import type {ThresholdView} from '../figures.ts'
import type {Glyphs} from './glyphs.ts'
import type {Segment, Style} from './line.ts'

/** The accent of an alert's severity label. */
export function styleOfSeverity(severity: string): Style {
  if (severity === 'critical') return 'critical'
  return severity === 'warning' ? 'warning' : 'accent'
}

/** The sign of an alert's state, in the accent of its severity. */
export function signOfAlert(
  {state, severity}: {readonly state: 'pending' | 'firing' | 'resolved'; readonly severity: string},
  glyphs: Glyphs,
): Segment {
  switch (state) {
    case 'firing':
      return [glyphs.firing, styleOfSeverity(severity)]
    case 'pending':
      return [glyphs.pending, 'warning']
    case 'resolved':
      return [glyphs.resolved, 'dim']
  }
}

/** Within, over, or nothing known. */
export function signOfVerdict(verdict: ThresholdView['verdict'] | undefined, glyphs: Glyphs): Segment {
  switch (verdict) {
    case 'ok':
      return [glyphs.good, 'good']
    case 'over':
      return [glyphs.bad, 'critical']
    case 'no-data':
    case undefined:
      return ' '
  }
}

/** How bad a plugin stands, from PluginView's severity. */
export function signOfPlugin(severity: number, glyphs: Glyphs): Segment {
  if (severity >= 3) return [glyphs.firing, 'critical']
  if (severity === 2) return [glyphs.bad, 'critical']
  return severity === 1 ? [glyphs.pending, 'warning'] : ' '
}
