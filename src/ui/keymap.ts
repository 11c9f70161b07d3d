/** What a key means. */
export type Command =
  | 'quit'
  | 'overview'
  | 'performance'
  | 'errors'
  | 'next-view'
  | 'previous-view'
  | 'next-panel'
  | 'previous-panel'
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down'
  | 'first'
  | 'last'
  | 'details'
  | 'back'
  | 'filter'
  | 'sort'
  | 'next-window'
  | 'previous-window'
  | 'pause'
  | 'relative-time'
  | 'sources'
  | 'help'

/** A row of the help. */
export interface Binding {
  readonly command: Command
  readonly keys: readonly string[]
  /** How the keys are written. */
  readonly label: string
  readonly help: string
  /** What the footer says, and its rank: the highest goes first where the room is short. Rows without one stand in the help alone. */
  readonly footer?: {readonly text: string; readonly rank: number}
}

/** Every key of the screen: the help, the footer and the keyboard all read this table. */
export const KEYMAP: readonly Binding[] = [
  {command: 'help', keys: ['?'], label: '?', help: 'this help', footer: {text: 'help', rank: 0}},
  {command: 'overview', keys: ['1'], label: '1', help: 'overview'},
  {command: 'performance', keys: ['2'], label: '2', help: 'performance'},
  {command: 'errors', keys: ['3'], label: '3', help: 'errors and alerts'},
  {command: 'next-view', keys: ['right', 'l'], label: '→ l', help: 'next view'},
  {command: 'previous-view', keys: ['left', 'h'], label: '← h', help: 'previous view'},
  {command: 'next-panel', keys: ['tab'], label: 'Tab', help: 'next panel', footer: {text: 'panel', rank: 5}},
  {command: 'previous-panel', keys: ['shift-tab'], label: 'Shift-Tab', help: 'previous panel'},
  {command: 'up', keys: ['up', 'k'], label: '↑ k', help: 'one row up'},
  {command: 'down', keys: ['down', 'j'], label: '↓ j', help: 'one row down'},
  {command: 'page-up', keys: ['page-up', 'ctrl-b', 'ctrl-u'], label: 'PgUp', help: 'a page up'},
  {command: 'page-down', keys: ['page-down', 'ctrl-f', 'ctrl-d'], label: 'PgDn', help: 'a page down'},
  {command: 'first', keys: ['home', 'g'], label: 'Home g', help: 'first row, and stay on whatever comes first'},
  {command: 'last', keys: ['end', 'G'], label: 'End G', help: 'last row'},
  {command: 'details', keys: ['enter'], label: 'Enter', help: 'details of the row', footer: {text: 'details', rank: 2}},
  {command: 'back', keys: ['escape', 'backspace'], label: 'Esc', help: 'back; takes the filter away'},
  {
    command: 'filter',
    keys: ['/'],
    label: '/',
    help: 'show only rows that contain a text',
    footer: {text: 'filter', rank: 1},
  },
  {
    command: 'sort',
    keys: ['s'],
    label: 's',
    help: 'sort the plugins by the next column',
    footer: {text: 'sort', rank: 6},
  },
  {command: 'next-window', keys: ['w'], label: 'w', help: 'next window', footer: {text: 'window', rank: 3}},
  {command: 'previous-window', keys: ['W'], label: 'W', help: 'previous window'},
  {
    command: 'pause',
    keys: ['space'],
    label: 'Space',
    help: 'hold the view; counting goes on',
    footer: {text: 'pause', rank: 1},
  },
  {
    command: 'relative-time',
    keys: ['T', 't'],
    label: 'T',
    help: 'times as the clock has them, or as ages',
    footer: {text: 'times', rank: 7},
  },
  {
    command: 'sources',
    keys: ['x'],
    label: 'x',
    help: 'sources, losses and rejected lines',
    footer: {text: 'sources', rank: 4},
  },
  {
    command: 'quit',
    keys: ['q'],
    label: 'q',
    help: 'quit (Ctrl-C too; Ctrl-Z to the shell)',
    footer: {text: 'quit', rank: 0},
  },
]

const BY_KEY = new Map(KEYMAP.flatMap(({keys, command}) => keys.map((key) => [key, command] as const)))

/** What a key means, or undefined for one that means nothing. */
export function commandOf(key: string): Command | undefined {
  return BY_KEY.get(key)
}
