import type {ReactElement} from 'react'
import {formatCount} from '../../format/number.ts'
import type {PanelArea} from '../layout.ts'
import {FRAME_COLUMNS, panelBody} from '../panel-body.ts'
import {filteredRows, isList} from '../panel.ts'
import {PANELS} from '../panels/all.ts'
import type {Scene} from '../scene.ts'
import {Framed} from './framed.tsx'

/** A panel in its frame; while a filter is on, with how many rows it leaves. */
export function PanelView({
  scene,
  area,
  isFocused,
}: {
  readonly scene: Scene
  readonly area: PanelArea
  readonly isFocused: boolean
}): ReactElement {
  const panel = PANELS[area.panel]
  const width = area.width - FRAME_COLUMNS
  const note =
    isList(panel) && scene.state.filter !== ''
      ? `${formatCount(filteredRows(panel, scene, width).length)} of ${formatCount(panel.rows(scene, width).length)}`
      : ''
  const {lines, hidden} = panelBody(panel, scene, area, isFocused)
  return (
    <Framed
      theme={scene.theme}
      width={area.width}
      title={panel.title(scene)}
      note={note}
      lowerNote={hidden > 0 ? `… ${formatCount(hidden)} more` : ''}
      isFocused={isFocused}
      body={lines}
    />
  )
}
