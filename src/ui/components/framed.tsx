import {Box, Text} from 'ink'
import type {ReactElement} from 'react'
import {fitLine, type Line, type Segment} from '../line.ts'
import type {BodyLine} from '../panel-body.ts'
import {cellsOfText} from '../terminal/cell-width.ts'
import type {Theme} from '../theme.ts'

/** Lines in a frame with a title in its upper edge, and at its right end a note. The focused frame has the accent. */
export function Framed(props: {
  readonly theme: Theme
  readonly width: number
  readonly title: string
  readonly note: string
  readonly isFocused: boolean
  readonly body: readonly BodyLine[]
}): ReactElement {
  const {theme, width, title, note, isFocused, body} = props
  const {frame} = theme.glyphs
  return (
    <Box flexDirection="column" width={width}>
      <Text wrap="truncate">{theme.paint(fitLine(upperEdge(theme, width, title, note, isFocused), width))}</Text>
      <Box
        flexDirection="column"
        borderStyle={frame}
        borderTop={false}
        borderDimColor={!isFocused}
        {...(isFocused ? {borderColor: theme.focusColor} : {})}
      >
        {body.map(({line, isChosen}, index) => (
          <Text key={index} wrap="truncate">
            {theme.paint(line, isChosen)}
          </Text>
        ))}
      </Box>
    </Box>
  )
}

function upperEdge({glyphs: {frame}}: Theme, width: number, title: string, note: string, isFocused: boolean): Line {
  const style = isFocused ? 'accent' : 'dim'
  const right = note === '' ? '' : ` ${note} `
  const room = width - 4 - cellsOfText(title) - cellsOfText(right)
  const edge = (text: string): Segment => [text, style]
  return [
    edge(`${frame.topLeft} `),
    [title, 'strong'],
    edge(` ${frame.top.repeat(Math.max(0, room))}`),
    [right, 'dim'],
    edge(frame.topRight),
  ]
}
