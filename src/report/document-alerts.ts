import {formatTime} from '../format/time.ts'
import type {AlertView, IncidentView, Mark} from '../snapshot.ts'
import {byLabels, byNumber, byText, ordered, sortedLabels} from './order.ts'
import {sample} from './tidy.ts'

/** The alerts that were still pending or firing at the end. */
export function alertRows(alerts: readonly AlertView[]) {
  const open = alerts.filter(({state}) => state !== 'resolved')
  return ordered(open, byText('alertname'), byLabels).map((alert) => ({
    alertname: alert.alertname,
    severity: alert.severity,
    labels: sortedLabels(alert.labels),
    annotations: sortedLabels(alert.annotations),
    state: alert.state,
    value: sample(alert.value),
    activeAt: formatTime(alert.activeAt),
    firedAt: time(alert.firedAt),
  }))
}

/** Every life of an alert, ended or not, with its evidence. */
export function incidentRows(incidents: readonly IncidentView[]) {
  return ordered(incidents, byNumber('startsAt'), byText('alertname'), byLabels).map((incident) => ({
    alertname: incident.alertname,
    severity: incident.severity,
    labels: sortedLabels(incident.labels),
    startsAt: formatTime(incident.startsAt),
    firedAt: time(incident.firedAt),
    endsAt: time(incident.endsAt),
    peak: sample(incident.peak),
    evidence: incident.evidence.map(({at, kind, text}) => ({at: formatTime(at), kind, text})),
  }))
}

/** What stands on the timeline beside alerts. */
export function markRows(marks: readonly Mark[]) {
  return ordered(marks, byNumber('at'), byText('kind'), byText('instance'), byText('text')).map(
    ({at, kind, instance, text}) => ({at: formatTime(at), kind, instance, text}),
  )
}

function time(at: number | undefined): string | undefined {
  return at === undefined ? undefined : formatTime(at)
}
