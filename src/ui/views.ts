/** The views, by the keys 1, 2 and 3. */
export const VIEWS = ['overview', 'performance', 'errors'] as const

/** One of the views. */
export type ViewName = (typeof VIEWS)[number]

/** The panels; a view shows some of them, depending on its room. */
export type PanelName =
  | 'overview'
  | 'performance'
  | 'plugins'
  | 'alerts'
  | 'errors-and-alerts'
  | 'incidents'
  | 'load-times'
  | 'discovery'
  | 'usage'
  | 'spans'
  | 'error-types'
  | 'load-failures'
  | 'levels'
  | 'thresholds'
  | 'error-timeline'
  | 'error-summary'
  | 'log'

/** How the tabs call the views. */
export const VIEW_TITLES: Readonly<Record<ViewName, {readonly long: string; readonly short: string}>> = {
  overview: {long: 'Overview', short: 'Overview'},
  performance: {long: 'Performance', short: 'Perf'},
  errors: {long: 'Errors & Alerts', short: 'Errors'},
}

/** A row of panels side by side. */
export interface RowPlan {
  /** Each with its share of the width. */
  readonly panels: readonly (readonly [panel: PanelName, share: number])[]
  /** Fewest lines, the frame included. */
  readonly height: number
  /** Share of the lines that are left over. */
  readonly grow: number
}

/** How much room there is: `compact` from 60×16, `full` from 100×36, `wide` from 160×36. */
export type Room = 'compact' | 'full' | 'wide'

const row = (height: number, grow: number, ...panels: RowPlan['panels']): RowPlan => ({panels, height, grow})

const FULL_PERFORMANCE = [
  row(13, 0, ['load-times', 0.6], ['performance', 0.4]),
  row(9, 1, ['discovery', 0.5], ['usage', 0.5]),
  row(9, 2, ['spans', 1]),
]
const FULL_ERRORS = [
  row(6, 2, ['alerts', 1]),
  row(7, 1, ['error-types', 0.4], ['load-failures', 0.35], ['levels', 0.25]),
  row(8, 1, ['error-timeline', 0.5], ['thresholds', 0.5]),
  row(5, 1, ['incidents', 1]),
  row(6, 2, ['log', 1]),
]

/** What each view shows, from top to bottom. Where there are too few lines the rows at the bottom go first. */
export const PLANS: Readonly<Record<ViewName, Readonly<Record<Room, readonly RowPlan[]>>>> = {
  overview: {
    compact: [
      row(7, 0, ['overview', 0.51], ['performance', 0.49]),
      row(5, 4, ['plugins', 1]),
      row(5, 1, ['errors-and-alerts', 1]),
      row(4, 1, ['incidents', 1]),
    ],
    full: [
      row(11, 0, ['overview', 0.5], ['performance', 0.5]),
      row(8, 6, ['plugins', 1]),
      row(7, 1, ['errors-and-alerts', 1]),
      row(6, 1, ['incidents', 1]),
    ],
    wide: [
      row(11, 0, ['overview', 0.31], ['performance', 0.31], ['load-times', 0.38]),
      row(12, 6, ['plugins', 1]),
      row(9, 1, ['errors-and-alerts', 0.5], ['incidents', 0.5]),
    ],
  },
  performance: {
    compact: [
      row(8, 0, ['load-times', 0.51], ['performance', 0.49]),
      row(6, 1, ['discovery', 0.5], ['usage', 0.5]),
      row(5, 2, ['spans', 1]),
    ],
    full: FULL_PERFORMANCE,
    wide: FULL_PERFORMANCE,
  },
  errors: {
    compact: [
      row(5, 2, ['alerts', 1]),
      row(7, 0, ['error-summary', 0.52], ['thresholds', 0.48]),
      row(4, 0, ['incidents', 1]),
      row(4, 2, ['log', 1]),
    ],
    full: FULL_ERRORS,
    wide: FULL_ERRORS,
  },
}
