import type {Pattern} from './pattern.ts'

/** How a record of a text log begins: the groups `time`, `level`, `logger`, `plugin` and `message` of its first line. */
export interface Format {
  readonly name: string
  readonly match: Pattern
  /** Where in a match its level stands; -1 for a format without one. */
  readonly level: number
}

/** What a message says beside being a log line: its groups are `plugin` (or `bare`, the same without quotes), `version`, `reason`, `duration`; others become tags. */
export interface Rule {
  readonly name: string
  readonly match: Pattern
  /** The groups without a meaning of their own: what they hold becomes tags of the log event. */
  readonly tags: readonly string[]
  /** The state that the plugin is in from now on. */
  readonly state: string | undefined
  /** The state that it comes from. */
  readonly from: string | undefined
  /** The span that ends here, where the message has a duration. */
  readonly span: string | undefined
  /** The level of a line that has none. */
  readonly level: string | undefined
}

/** One kind of text log. */
export interface Preset {
  readonly name: string
  /** Tried in order: what a line says must not depend on the lines before it. */
  readonly formats: readonly Format[]
  /** The first that matches a message counts. */
  readonly rules: readonly Rule[]
  /** Patterns with a group `plugin` that find the name of a plugin anywhere in a message. */
  readonly names: readonly Pattern[]
}
