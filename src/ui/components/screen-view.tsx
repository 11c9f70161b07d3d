import {Box} from 'ink'
import type {ReactElement} from 'react'
import {focusedArea} from '../focus.ts'
import {footerLine} from '../footer.ts'
import {headerLine} from '../header.ts'
import {MIN_COLUMNS, MIN_ROWS, type Layout} from '../layout.ts'
import type {Line} from '../line.ts'
import type {Scene} from '../scene.ts'
import {tabsLine} from '../tabs.ts'
import type {Theme} from '../theme.ts'
import {Lines} from './lines.tsx'
import {OverlayView} from './overlay-view.tsx'
import {PanelView} from './panel-view.tsx'

/** A whole screen; see layoutScreen for how it is divided. */
export function ScreenView(props: {
  readonly scene: Scene
  readonly layout: Layout
  readonly notice: Line | undefined
  readonly columns: number
}): ReactElement {
  const {scene, layout, notice, columns} = props
  const {theme, state} = scene
  const focused = focusedArea(state, layout)
  const header = [headerLine(scene, columns), ...(layout.headerRows === 2 ? [tabsLine(scene, columns)] : [])]
  return (
    <Box flexDirection="column" width={columns}>
      <Lines theme={theme} width={columns} lines={notice ? [...header, notice] : header} />
      {state.overlay ? (
        <OverlayView scene={scene} overlay={state.overlay} width={columns} height={layout.bodyRows} />
      ) : (
        layout.rows.map((areas, index) => (
          <Box key={index}>
            {areas.map((area) => (
              <PanelView key={area.panel} scene={scene} area={area} isFocused={area === focused} />
            ))}
          </Box>
        ))
      )}
      <Lines theme={theme} width={columns} lines={[footerLine(scene, columns)]} />
    </Box>
  )
}

/** What stands there when the terminal is too small for anything else. */
export function TooSmall({
  theme,
  columns,
  rows,
}: {
  readonly theme: Theme
  readonly columns: number
  readonly rows: number
}): ReactElement {
  const lines: Line[] = [
    [['This terminal is too small.', 'strong']],
    [`It has ${columns}×${rows} cells,`],
    [`plugmon needs ${MIN_COLUMNS}×${MIN_ROWS}.`],
    [['Make it larger, or q to quit.', 'dim']],
  ]
  return (
    <Box flexDirection="column" width={columns}>
      <Lines theme={theme} width={columns} lines={lines.slice(0, rows)} />
    </Box>
  )
}
