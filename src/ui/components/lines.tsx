import {Text} from 'ink'
import type {ReactElement} from 'react'
import {fitLine, type Line} from '../line.ts'
import type {Theme} from '../theme.ts'

/** Lines below each other, each of exactly `width` cells. */
export function Lines({
  theme,
  width,
  lines,
}: {
  readonly theme: Theme
  readonly width: number
  readonly lines: readonly Line[]
}): ReactElement[] {
  return lines.map((line, index) => (
    <Text key={index} wrap="truncate">
      {theme.paint(fitLine(line, width))}
    </Text>
  ))
}
