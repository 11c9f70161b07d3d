import {joinLines, widthOfLine, type Line} from './line.ts'

/** A piece of a line that may be left out: rank 0 never is, the highest goes first. */
export interface Part {
  readonly line: Line
  readonly rank: number
}

/** Joins as many parts as fit into `width` cells. */
export function fitParts(parts: readonly Part[], width: number, gap: string): Line {
  const line = joinLines(
    parts.map((part) => part.line),
    gap,
  )
  const highest = parts.reduce((most, {rank}) => Math.max(most, rank), 0)
  if (widthOfLine(line) <= width || highest === 0) return line
  const dropped = parts.findLast(({rank}) => rank === highest)
  return fitParts(
    parts.filter((part) => part !== dropped),
    width,
    gap,
  )
}
