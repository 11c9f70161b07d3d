import {formatNumber} from '../../format/number.ts'
import {formatAge} from '../../format/seconds.ts'
import type {AlertView} from '../../snapshot.ts'
import {fitColumns, rowLine, type Column} from '../columns.ts'
import type {Segment} from '../line.ts'
import {formatMoment} from '../moment.ts'
import {allWell} from '../nothing.ts'
import type {ListPanel} from '../panel.ts'
import type {Scene} from '../scene.ts'
import {signOfAlert, styleOfSeverity} from '../signs.ts'
import {topErrorsLine} from './counts.ts'

/** Firing before pending before resolved, and within them critical first. */
const STATE_ORDER = {firing: 0, pending: 1, resolved: 2} as const

/** An alert keeps its labels while it lives, and its id is asked for in every frame. */
const ids = new WeakMap<AlertView['labels'], {readonly alertname: string; readonly id: string}>()

/** The identity of an alert or incident: its name and labels. */
export function idOfAlert({alertname, labels}: Pick<AlertView, 'alertname' | 'labels'>): string {
  const known = ids.get(labels)
  if (known?.alertname === alertname) return known.id
  const id = JSON.stringify([alertname, ...Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))])
  ids.set(labels, {alertname, id})
  return id
}

/** What an alert is about, from its labels: the plugin where there is one, else every label that tells instances apart. */
export function subjectOf({alertname, labels}: Pick<AlertView, 'alertname' | 'labels'>): string {
  const {plugin_name: plugin, directory} = labels
  if (plugin !== undefined || directory !== undefined) return plugin ?? directory ?? ''
  return Object.entries(labels)
    .filter(([name, value]) => !['alertname', 'severity', '__name__'].includes(name) && value !== alertname)
    .map(([, value]) => value)
    .join(' ')
}

/** The alerts: state, what, where, value against the limit, since when. */
export const alertsPanel: ListPanel = {
  title({snapshot}) {
    const firing = snapshot.alerts.filter(({state}) => state === 'firing').length
    const pending = snapshot.alerts.filter(({state}) => state === 'pending').length
    return `Alerts · ${firing} firing · ${pending} pending`
  },
  rows(scene, width) {
    const columns = fitColumns(columnsOf(scene), width)
    return sortAlerts(scene.snapshot.alerts).map((alert) => {
      const id = idOfAlert(alert)
      return {
        id,
        get search() {
          return `${alert.alertname} ${Object.values(alert.labels).join(' ')}`
        },
        opens: {kind: 'alert', id},
        line: () => rowLine(columns, alert),
      }
    })
  },
  empty: (scene) => {
    const count = scene.snapshot.rules.length
    return count === 0 ? [['no rules are loaded', 'dim']] : allWell(scene, `no alert: ${count} rules are inactive`)
  },
}

/** The alerts with what goes wrong below them: the overview's picture of the whole. */
export const errorsAndAlertsPanel: ListPanel = {
  ...alertsPanel,
  title: (scene) => `Errors & ${alertsPanel.title(scene)}`,
  footing: topErrorsLine,
}

function sortAlerts(alerts: readonly AlertView[]): readonly AlertView[] {
  const rank = ({state, severity}: AlertView): number => STATE_ORDER[state] * 2 + (severity === 'critical' ? 0 : 1)
  return alerts.toSorted((a, b) => rank(a) - rank(b) || a.activeAt - b.activeAt)
}

function columnsOf(scene: Scene): Column<AlertView>[] {
  const {theme} = scene
  return [
    {title: '', width: 10, align: 'left', rank: 0, cell: (alert) => stateOf(alert, scene)},
    {title: '', width: 22, align: 'left', rank: 0, cell: ({alertname}) => theme.clean(alertname)},
    {title: '', width: 10, growsTo: 18, align: 'left', rank: 0, cell: (alert) => theme.clean(subjectOf(alert))},
    {title: '', width: 15, align: 'left', rank: 1, cell: valueOf},
    {title: '', width: 14, align: 'left', rank: 2, cell: (alert) => progressOf(alert, scene)},
    {
      title: '',
      width: 20,
      growsTo: 100,
      align: 'left',
      rank: 3,
      cell: (alert) => [theme.clean(summaryOf(alert)), 'dim'],
    },
  ]
}

function stateOf(alert: AlertView, {theme}: Scene): Segment {
  const [sign, style] = signOfAlert(alert, theme.glyphs)
  const text = alert.state === 'firing' ? 'FIRING' : alert.state
  return [`${sign} ${text}`, alert.state === 'firing' ? styleOfSeverity(alert.severity) : (style as 'dim')]
}

function valueOf({value, threshold}: AlertView): Segment {
  return threshold
    ? `${formatNumber(value)} ${threshold.operator} ${formatNumber(threshold.limit)}`
    : formatNumber(value)
}

function progressOf(alert: AlertView, scene: Scene): Segment {
  const {snapshot} = scene
  switch (alert.state) {
    case 'pending':
      return `${formatAge(snapshot.at - alert.activeAt)} of ${formatAge(alert.holdSeconds * 1000)}`
    case 'firing':
      return `since ${formatMoment(scene, alert.firedAt ?? alert.activeAt)}`
    case 'resolved':
      return [`at ${formatMoment(scene, alert.resolvedAt ?? snapshot.at)}`, 'dim']
  }
}

function summaryOf({annotations}: AlertView): string {
  return annotations['summary'] ?? annotations['description'] ?? Object.values(annotations)[0] ?? ''
}
