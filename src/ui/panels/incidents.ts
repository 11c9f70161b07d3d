import {fitText} from '../../format/fit-text.ts'
import {formatSeconds} from '../../format/seconds.ts'
import {formatClock} from '../../format/time.ts'
import type {IncidentView, Mark} from '../../snapshot.ts'
import type {Glyphs} from '../glyphs.ts'
import type {Line, Segment, Style} from '../line.ts'
import {allWell} from '../nothing.ts'
import type {ListPanel} from '../panel.ts'
import type {Scene} from '../scene.ts'
import {styleOfSeverity} from '../signs.ts'
import {cellsOfText} from '../terminal/cell-width.ts'
import {cellOf, timeAxis, type TimeAxis} from '../time-axis.ts'
import {idOfAlert, subjectOf} from './alerts.ts'

/** What the window does not shorten: an incident is understood by what was before it. */
const USUAL_SECONDS = 3600
const CLOCK_WIDTH = 5
/** More than any two moments lie apart. */
const RANK_STEP_MS = 1e15
const CELLS_PER_MARK = 7

interface Cell {
  readonly sign: string
  readonly style: Style
}

/** When each alert was pending and firing, one row an alert, and what befell the hosts, on one axis of time. */
export const incidentsPanel: ListPanel = {
  title: (scene) =>
    `Incidents · ${formatSeconds((scene.snapshot.at - axisOf(scene, 40).from) / 1000).replace(/ 00[ms]$/, '')}`,
  heading(scene, width) {
    const axis = axisOf(scene, width)
    const cells = new Array<string>(axis.width).fill(' ')
    for (const {at, cell} of axis.marks) {
      const clock = formatClock(at, scene.offsetMinutes).slice(0, CLOCK_WIDTH)
      if (cell + CLOCK_WIDTH <= axis.width) for (const [index, char] of [...clock].entries()) cells[cell + index] = char
    }
    return [[' '.repeat(width - axis.width) + cells.join(''), 'dim']]
  },
  rows(scene, width) {
    const axis = axisOf(scene, width)
    const hostRow = {id: 'host', search: 'host', line: () => hostLine(scene, axis, width)}
    const rows = [...livesSince(scene.snapshot.incidents, axis.from)]
      .sort(([, a], [, b]) => urgency(b) - urgency(a))
      .map(([id, incidents]) => ({
        id,
        get search() {
          return `${incidents[0]?.alertname ?? ''} ${Object.values(incidents[0]?.labels ?? {}).join(' ')}`
        },
        opens: {kind: 'alert', id} as const,
        line: () => incidentLine(scene, axis, width, incidents),
      }))
    return scene.snapshot.marks.some(({at}) => at >= axis.from) ? [...rows, hostRow] : rows
  },
  empty: (scene) => allWell(scene, 'no incident in this time'),
}

function axisOf({snapshot}: Scene, width: number): TimeAxis {
  const seconds = snapshot.period ? (snapshot.at - snapshot.period.from) / 1000 : USUAL_SECONDS
  const wanted = snapshot.window === 'start' ? seconds : Math.min(seconds, USUAL_SECONDS)
  return timeAxis(snapshot.at, wanted, width - labelWidth(width), CELLS_PER_MARK)
}

function labelWidth(width: number): number {
  return Math.min(36, Math.max(28, Math.floor(width * 0.28)))
}

/** The incidents of each alert that were open at some time after `from`. */
function livesSince(incidents: readonly IncidentView[], from: number): ReadonlyMap<string, readonly IncidentView[]> {
  const lives = new Map<string, IncidentView[]>()
  for (const incident of incidents) {
    if (incident.endsAt !== undefined && incident.endsAt < from) continue
    const id = idOfAlert(incident)
    const known = lives.get(id)
    if (known) known.push(incident)
    else lives.set(id, [incident])
  }
  return lives
}

/** Firing before pending before over, critical before others, and then the newest first. */
function urgency(incidents: readonly IncidentView[]): number {
  const ranks = incidents.map(({startsAt, firedAt, endsAt, severity}) => {
    const firing = severity === 'critical' ? 3 : 2
    const step = endsAt !== undefined ? 0 : firedAt === undefined ? 1 : firing
    return startsAt + step * RANK_STEP_MS
  })
  return Math.max(...ranks)
}

function incidentLine({theme}: Scene, axis: TimeAxis, width: number, incidents: readonly IncidentView[]): Line {
  const [{alertname, labels, severity} = {alertname: '', labels: {}, severity: ''}] = incidents
  const {glyphs} = theme
  const cells = emptyCells(axis, glyphs)
  for (const {startsAt, firedAt, endsAt} of incidents) {
    const end = endsAt ?? axis.to
    fill(cells, axis, startsAt, firedAt ?? end, {sign: glyphs.shaded, style: 'warning'})
    if (firedAt !== undefined) fill(cells, axis, firedAt, end, {sign: glyphs.filled, style: styleOfSeverity(severity)})
    if (endsAt === undefined) cells[axis.width - 1] = {sign: glyphs.open, style: styleOfSeverity(severity)}
  }
  return [label(theme.clean(`${alertname} ${subjectOf({alertname, labels})}`), width), ...paint(cells)]
}

function hostLine({snapshot, theme}: Scene, axis: TimeAxis, width: number): Line {
  const cells = emptyCells(axis, theme.glyphs)
  for (const {at, kind} of snapshot.marks)
    if (at >= axis.from) fill(cells, axis, at, at, signOfMark(kind, theme.glyphs))
  return [label('hosts', width), ...paint(cells)]
}

/** The sign of what stands on the timeline beside alerts. */
export function signOfMark(kind: Mark['kind'], glyphs: Glyphs): Cell {
  switch (kind) {
    case 'critical':
      return {sign: glyphs.critical, style: 'critical'}
    case 'restart':
      return {sign: glyphs.restart, style: 'warning'}
    case 'gap':
      return {sign: glyphs.gap, style: 'warning'}
    case 'epoch':
      return {sign: glyphs.epoch, style: 'warning'}
    case 'bye':
      return {sign: glyphs.bye, style: 'dim'}
    case 'rules':
      return {sign: glyphs.rules, style: 'dim'}
  }
}

function label(text: string, width: number): Segment {
  return fitText(text, labelWidth(width) - 1, 'left', cellsOfText) + ' '
}

function emptyCells(axis: TimeAxis, glyphs: Glyphs): Cell[] {
  const cells = new Array<Cell>(axis.width).fill({sign: ' ', style: 'dim'})
  for (const {cell} of axis.marks) cells[cell] = {sign: glyphs.axis, style: 'dim'}
  return cells
}

function fill(cells: Cell[], axis: TimeAxis, from: number, to: number, cell: Cell): void {
  for (let at = Math.max(0, cellOf(axis, from)); at <= cellOf(axis, to); at++) cells[at] = cell
}

/** Neighbours of one style in one segment. */
function paint(cells: readonly Cell[]): Line {
  const line: [string, Style][] = []
  for (const {sign, style} of cells) {
    const last = line.at(-1)
    if (last?.[1] === style) last[0] += sign
    else line.push([sign, style])
  }
  return line
}
