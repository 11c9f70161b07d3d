import {spread, type Line, type Segment} from './line.ts'
import {hasNoData} from './nothing.ts'
import type {Scene} from './scene.ts'
import {VIEW_TITLES, VIEWS} from './views.ts'

/** The names of the views, the one that is shown marked; in brackets, too, for terminals without colours. */
export function tabSegments({state}: Scene, length: 'long' | 'short'): Segment[] {
  return VIEWS.flatMap((view, index): Segment[] => {
    const title = `${index + 1} ${VIEW_TITLES[view][length]}`
    return view === state.view ? [[`[${title}]`, 'strong']] : [[` ${title} `, 'dim']]
  })
}

/** The second line: the views, and how many alerts there are. */
export function tabsLine(scene: Scene, width: number): Line {
  const {snapshot, theme} = scene
  const count = (state: string, severity?: string): number =>
    snapshot.alerts.filter((alert) => alert.state === state && (severity === undefined || alert.severity === severity))
      .length
  const critical = count('firing', 'critical')
  const other = count('firing') - critical
  const pending = count('pending')
  const right: Segment[] = []
  if (critical > 0) right.push([`${theme.glyphs.firing} ${critical} critical`, 'critical'], '   ')
  if (other > 0) right.push([`${theme.glyphs.firing} ${other} firing`, 'warning'], '   ')
  if (pending > 0) right.push([`${theme.glyphs.pending} ${pending} pending`, 'warning'], '   ')
  if (right.length === 0 && snapshot.rules.length > 0 && !hasNoData(scene))
    right.push([`${theme.glyphs.good} no alert`, 'good'], '   ')
  return spread(tabSegments(scene, 'long'), right.slice(0, -1).concat(' '), width)
}
