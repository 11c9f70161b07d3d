import {Box, Text} from 'ink'
import type {ReactElement} from 'react'
import {fitLine, type Line} from '../line.ts'
import type {BodyLine} from '../panel-body.ts'
import {cellsOfText} from '../terminal/cell-width.ts'
import type {Theme} from '../theme.ts'

/** Lines in a frame: a title in its upper edge with a note at the right, and another note in the lower edge. The focused one has the accent. */
export function Framed(props: {
  readonly theme: Theme
  readonly width: number
  readonly title: string
  readonly note: string
  readonly lowerNote: string
  readonly isFocused: boolean
  readonly body: readonly BodyLine[]
}): ReactElement {
  const {theme, width, title, note, lowerNote, isFocused, body} = props
  const {frame} = theme.glyphs
  const paint = (line: Line, isChosen = false): string => theme.paint(line, isChosen)
  return (
    <Box flexDirection="column" width={width}>
      <Text wrap="truncate">
        {paint(edge(width, title, note, [frame.topLeft, frame.top, frame.topRight], isFocused))}
      </Text>
      <Box
        flexDirection="column"
        borderStyle={frame}
        borderTop={false}
        borderBottom={false}
        borderDimColor={!isFocused}
        {...(isFocused ? {borderColor: theme.focusColor} : {})}
      >
        {body.map(({line, isChosen}, index) => (
          <Text key={index} wrap="truncate">
            {paint(line, isChosen)}
          </Text>
        ))}
      </Box>
      <Text wrap="truncate">
        {paint(edge(width, '', lowerNote, [frame.bottomLeft, frame.bottom, frame.bottomRight], isFocused))}
      </Text>
    </Box>
  )
}

function edge(
  width: number,
  title: string,
  note: string,
  [left, middle, right]: readonly [string, string, string],
  isFocused: boolean,
): Line {
  const style = isFocused ? 'accent' : 'dim'
  const head = title === '' ? '' : ` ${title} `
  const tail = note === '' ? '' : ` ${note} `
  const room = Math.max(0, width - 3 - cellsOfText(head) - cellsOfText(tail))
  const line: Line = [
    [left, style],
    [head, 'strong'],
    [middle.repeat(room), style],
    [tail, 'dim'],
    [middle + right, style],
  ]
  return fitLine(line, width)
}
