import type {ReactElement} from 'react'
import type {PanelArea} from '../layout.ts'
import {panelBody} from '../panel-body.ts'
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
  const {lines, note, lowerNote} = panelBody(panel, scene, area, isFocused)
  return (
    <Framed
      theme={scene.theme}
      width={area.width}
      title={panel.title(scene)}
      note={note}
      lowerNote={lowerNote}
      isFocused={isFocused}
      body={lines}
    />
  )
}
