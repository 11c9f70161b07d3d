import {fitText} from '../../format/fit-text.ts'
import {formatNumber} from '../../format/number.ts'
import {formatAge} from '../../format/seconds.ts'
import {formatDateTime} from '../../format/time.ts'
import type {AlertView, IncidentView} from '../../snapshot.ts'
import type {Line} from '../line.ts'
import {formatMoment} from '../moment.ts'
import {idOfAlert} from '../panels/alerts.ts'
import type {Scene} from '../scene.ts'
import {signOfAlert, styleOfSeverity} from '../signs.ts'
import {cellsOfText} from '../terminal/cell-width.ts'
import {wrapText} from '../wrap-text.ts'

const NAME_WIDTH = 16

/** One alert: how it stands, its labels and annotations, and its lives with their evidence, the newest first. */
export function alertDetail(scene: Scene, id: string, width: number): readonly Line[] {
  const {snapshot, theme} = scene
  const alert = snapshot.alerts.find((each) => idOfAlert(each) === id)
  const lives = snapshot.incidents.filter((each) => idOfAlert(each) === id).toReversed()
  const known = alert ?? lives[0]
  if (!known) return [[['this alert is not known any more', 'dim']]]
  return [
    [[theme.clean(known.alertname), 'strong'], '  ', [theme.clean(known.severity), styleOfSeverity(known.severity)]],
    ...(alert ? [standing(scene, alert)] : []),
    ...Object.entries(known.labels).flatMap(([name, value]) => entry(scene, name, value, width)),
    ...Object.entries(alert?.annotations ?? {}).flatMap(([name, value]) => entry(scene, name, value, width)),
    ...lives.flatMap((life) => lifeLines(scene, life)),
  ]
}

/** A label or an annotation, as many lines as it takes. */
function entry({theme}: Scene, name: string, value: string, width: number): Line[] {
  const label = fitText(`  ${theme.clean(name)}`, NAME_WIDTH, 'left', cellsOfText)
  return wrapText(theme.clean(value), width - NAME_WIDTH).map((line, index) => [
    [index === 0 ? label : ' '.repeat(NAME_WIDTH), 'dim'],
    line,
  ])
}

function standing({theme, snapshot}: Scene, alert: AlertView): Line {
  const {threshold, value, holdSeconds, state, activeAt} = alert
  const limit = threshold ? ` ${threshold.operator} ${formatNumber(threshold.limit)}` : ''
  return [
    signOfAlert(alert, theme.glyphs),
    ` ${state}  value ${formatNumber(value)}${limit}  active for ${formatAge(snapshot.at - activeAt)}, must hold ${formatAge(holdSeconds * 1000)}`,
  ]
}

function lifeLines(scene: Scene, {startsAt, firedAt, endsAt, peak, evidence}: IncidentView): Line[] {
  const {theme, offsetMinutes, snapshot} = scene
  const lasted = formatAge((endsAt ?? snapshot.at) - startsAt)
  const parts = [
    formatDateTime(startsAt, offsetMinutes),
    firedAt === undefined ? 'never fired' : `fired after ${formatAge(firedAt - startsAt)}`,
    endsAt === undefined ? `open for ${lasted}` : `over after ${lasted}`,
    `peak ${formatNumber(peak)}`,
  ]
  return [
    [],
    [[parts.join('   '), 'strong']],
    ...evidence.map(({at, kind, text}): Line => [
      [`  ${formatMoment(scene, at)}  `, 'dim'],
      [kind.padEnd(6), 'accent'],
      theme.clean(text),
    ]),
  ]
}
