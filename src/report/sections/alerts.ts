import {formatNumber, UNKNOWN} from '../../format/number.ts'
import {formatSeconds} from '../../format/seconds.ts'
import {formatWhen} from '../../format/time.ts'
import type {AlertView, IncidentView, Snapshot} from '../../snapshot.ts'
import {rowLabels} from '../label-text.ts'
import {byNumber, byText, ordered} from '../order.ts'
import {figure, section, text, type Section, type Tone} from '../section.ts'

/** Rows of these lists; the JSON has them all. */
const LIMIT = 20

/** The alerts that are pending or firing: firing first. */
export function alertSection(snapshot: Snapshot): Section {
  const {alerts, at} = snapshot
  const labelsOf = rowLabels(snapshot)
  const open = alerts.filter(({state}) => state !== 'resolved')
  return section(
    'Alerts',
    [
      text('STATE'),
      text('SEVERITY'),
      text('ALERT'),
      text('LABELS', true),
      figure('VALUE'),
      text('SINCE'),
      figure('FOR'),
      text('SAYS', true),
    ],
    ordered(open, byText('state'), byNumber('activeAt'), byText('alertname')),
    LIMIT,
    (alert) => [
      alert.state === 'firing'
        ? {text: '▲ firing', tone: severityTone(alert.severity)}
        : {text: '◆ pending', tone: 'warn'},
      alert.severity || UNKNOWN,
      alert.alertname,
      labelsOf(alert.labels),
      valueText(alert),
      formatWhen(alert.activeAt, at),
      formatSeconds((at - alert.activeAt) / 1000),
      {text: alert.annotations['summary'] ?? alert.annotations['description'] ?? '', tone: 'dim'},
    ],
  )
}

/** The lives of alerts, newest first. */
export function incidentSection(snapshot: Snapshot): Section {
  const {incidents, at} = snapshot
  const labelsOf = rowLabels(snapshot)
  return section(
    'Incidents',
    [
      text('START'),
      text('FIRED'),
      figure('LASTED'),
      text('SEVERITY'),
      text('ALERT'),
      text('LABELS', true),
      figure('PEAK'),
      text('EVIDENCE', true),
    ],
    ordered(incidents, byNumber('startsAt'), byText('alertname')).reverse(),
    LIMIT,
    ({startsAt, firedAt, endsAt, severity, alertname, labels, peak, evidence}) => [
      formatWhen(startsAt, at),
      firedAt === undefined ? {text: 'never', tone: 'dim'} : formatWhen(firedAt, at),
      {
        text: `${formatSeconds(((endsAt ?? at) - startsAt) / 1000)}${endsAt === undefined ? ' →' : ''}`,
        tone: endsAt === undefined ? severityTone(severity) : undefined,
      },
      severity || UNKNOWN,
      alertname,
      labelsOf(labels),
      formatNumber(peak),
      {text: tellingEvidence(evidence), tone: 'dim'},
    ],
  )
}

/** The evidence that says most: an error before a slow span or a log line, and these before a change of state. */
function tellingEvidence(evidence: IncidentView['evidence']): string {
  const said = evidence.find(({kind}) => kind === 'error') ?? evidence.find(({kind}) => kind !== 'state') ?? evidence[0]
  return said?.text ?? ''
}

function valueText({value, threshold}: AlertView): string {
  return threshold
    ? `${formatNumber(value)} ${threshold.operator} ${formatNumber(threshold.limit)}`
    : formatNumber(value)
}

function severityTone(severity: string): Tone {
  return severity === 'critical' ? 'bad' : 'warn'
}
