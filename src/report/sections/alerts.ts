import {formatNumber, UNKNOWN} from '../../format/number.ts'
import {formatSeconds} from '../../format/seconds.ts'
import {formatWhen} from '../../format/time.ts'
import type {AlertView, Snapshot} from '../../snapshot.ts'
import {labelText} from '../label-text.ts'
import {byNumber, byText, ordered} from '../order.ts'
import {figure, section, text, type Section, type Tone} from '../section.ts'

/** Rows of these lists; the JSON has them all. */
const LIMIT = 20

/** The alerts that are pending or firing: firing first. */
export function alertSection({alerts, at}: Snapshot): Section {
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
      labelText(alert.labels),
      valueText(alert),
      formatWhen(alert.activeAt, at),
      formatSeconds((at - alert.activeAt) / 1000),
      {text: alert.annotations['summary'] ?? alert.annotations['description'] ?? '', tone: 'dim'},
    ],
  )
}

/** The lives of alerts, newest first. */
export function incidentSection({incidents, at}: Snapshot): Section {
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
      labelText(labels),
      formatNumber(peak),
      {text: evidence[0]?.text ?? '', tone: 'dim'},
    ],
  )
}

function valueText({value, threshold}: AlertView): string {
  return threshold
    ? `${formatNumber(value)} ${threshold.operator} ${formatNumber(threshold.limit)}`
    : formatNumber(value)
}

function severityTone(severity: string): Tone {
  return severity === 'critical' ? 'bad' : 'warn'
}
