import type {Panel} from '../panel.ts'
import type {PanelName} from '../views.ts'
import {alertsPanel, errorsAndAlertsPanel} from './alerts.ts'
import {errorTypesPanel, loadFailuresPanel} from './counts.ts'
import {discoveryPanel} from './discovery.ts'
import {errorSummaryPanel} from './error-summary.ts'
import {errorTimelinePanel} from './error-timeline.ts'
import {incidentsPanel} from './incidents.ts'
import {levelsPanel} from './levels.ts'
import {loadTimesPanel} from './load-times.ts'
import {logPanel} from './log.ts'
import {overviewPanel} from './overview.ts'
import {performancePanel} from './performance.ts'
import {pluginsPanel} from './plugins.ts'
import {spansPanel} from './spans.ts'
import {thresholdsPanel} from './thresholds.ts'
import {usagePanel} from './usage.ts'

/** Every panel by its name. */
export const PANELS: Readonly<Record<PanelName, Panel>> = {
  overview: overviewPanel,
  performance: performancePanel,
  plugins: pluginsPanel,
  alerts: alertsPanel,
  'errors-and-alerts': errorsAndAlertsPanel,
  incidents: incidentsPanel,
  'load-times': loadTimesPanel,
  discovery: discoveryPanel,
  usage: usagePanel,
  spans: spansPanel,
  'error-types': errorTypesPanel,
  'load-failures': loadFailuresPanel,
  levels: levelsPanel,
  thresholds: thresholdsPanel,
  'error-timeline': errorTimelinePanel,
  'error-summary': errorSummaryPanel,
  log: logPanel,
}
