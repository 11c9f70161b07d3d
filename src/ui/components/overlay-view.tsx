import type {ReactElement} from 'react'
import {overlayLines, OVERLAY_TITLES} from '../overlays/overlay.ts'
import {FRAME_COLUMNS, FRAME_ROWS, padBody, plain} from '../panel-body.ts'
import type {Scene} from '../scene.ts'
import type {Overlay} from '../screen-state.ts'
import {Framed} from './framed.tsx'

/** What stands in front of the view, in the room of all panels. */
export function OverlayView(props: {
  readonly scene: Scene
  readonly overlay: Overlay
  readonly width: number
  readonly height: number
}): ReactElement {
  const {scene, overlay, width, height} = props
  const inner = width - FRAME_COLUMNS
  const page = height - FRAME_ROWS
  const lines = overlayLines(scene, overlay, inner)
  const top = Math.min(scene.state.overlayTop, Math.max(0, lines.length - page))
  const below = lines.length - top - page
  return (
    <Framed
      theme={scene.theme}
      width={width}
      title={OVERLAY_TITLES[overlay.kind]}
      note="Esc back"
      lowerNote={below > 0 ? `… ${below} more` : ''}
      isFocused={true}
      body={padBody(plain(lines.slice(top)), inner, page, '')}
    />
  )
}
