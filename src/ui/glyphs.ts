/** Every sign that the screen draws beside letters and digits; each is one cell wide. */
export interface Glyphs {
  readonly firing: string
  readonly pending: string
  readonly resolved: string
  readonly bad: string
  readonly good: string
  readonly flapping: string
  readonly live: string
  readonly down: string
  readonly restart: string
  readonly critical: string
  readonly gap: string
  readonly epoch: string
  readonly bye: string
  readonly rules: string
  readonly cursor: string
  readonly limit: string
  readonly open: string
  readonly axis: string
  readonly filled: string
  readonly shaded: string
  readonly half: string
  readonly edge: string
  readonly ellipsis: string
  readonly frame: Frame
}

/** The signs of a frame, in the words of Ink's border styles. */
interface Frame {
  readonly topLeft: string
  readonly top: string
  readonly topRight: string
  readonly left: string
  readonly right: string
  readonly bottomLeft: string
  readonly bottom: string
  readonly bottomRight: string
}

/** For terminals that know Unicode. */
export const UNICODE_GLYPHS: Glyphs = {
  firing: '▲',
  pending: '◆',
  resolved: '✓',
  bad: '✗',
  good: '✓',
  flapping: '⇄',
  live: '●',
  down: '○',
  restart: '↻',
  critical: '✱',
  gap: '≠',
  epoch: '↯',
  bye: '■',
  rules: '§',
  cursor: '▸',
  limit: '◂',
  open: '▶',
  axis: '·',
  filled: '█',
  shaded: '░',
  half: '▓',
  edge: '▏',
  ellipsis: '…',
  frame: {
    topLeft: '╭',
    top: '─',
    topRight: '╮',
    left: '│',
    right: '│',
    bottomLeft: '╰',
    bottom: '─',
    bottomRight: '╯',
  },
}

/** For terminals that know ASCII alone. */
export const ASCII_GLYPHS: Glyphs = {
  firing: '^',
  pending: '?',
  resolved: 'v',
  bad: 'x',
  good: 'v',
  flapping: '~',
  live: '*',
  down: 'o',
  restart: '@',
  critical: '!',
  gap: '%',
  epoch: 'E',
  bye: 'B',
  rules: 'S',
  cursor: '>',
  limit: '<',
  open: '>',
  axis: '.',
  filled: '#',
  shaded: '.',
  half: '=',
  edge: '|',
  ellipsis: '~',
  frame: {
    topLeft: '+',
    top: '-',
    topRight: '+',
    left: '|',
    right: '|',
    bottomLeft: '+',
    bottom: '-',
    bottomRight: '+',
  },
}
