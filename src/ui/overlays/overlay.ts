import type {Line} from '../line.ts'
import type {Scene} from '../scene.ts'
import type {Overlay} from '../screen-state.ts'
import {alertDetail} from './alert-detail.ts'
import {helpLines} from './help.ts'
import {logDetail} from './log-detail.ts'
import {pluginDetail} from './plugin-detail.ts'
import {sourcesLines} from './sources.ts'

/** What stands on the frame of an overlay. */
export const OVERLAY_TITLES: Readonly<Record<Overlay['kind'], string>> = {
  help: 'Help',
  sources: 'Sources and rejected lines',
  plugin: 'Plugin',
  alert: 'Alert',
  log: 'Log line',
}

/** All the lines of what stands in front of the view. */
export function overlayLines(scene: Scene, overlay: Overlay, width: number): readonly Line[] {
  switch (overlay.kind) {
    case 'help':
      return helpLines(scene, width)
    case 'sources':
      return sourcesLines(scene)
    case 'plugin':
      return pluginDetail(scene, overlay.id)
    case 'alert':
      return alertDetail(scene, overlay.id, width)
    case 'log':
      return logDetail(scene, overlay.id, width)
  }
}
