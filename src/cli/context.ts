import type {Resolved} from './resolve.ts'
import type {Settings} from './settings.ts'

/** What the outside world is to a command, so that a test can give another one. */
export interface Context {
  readonly settings: Settings
  readonly resolved: Resolved
  /** The config file in use, whether or not it exists. */
  readonly configPath: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
  /** The wall clock, milliseconds since the epoch. */
  readonly now: () => number
}

/** The exit codes of DESIGN.md section 6. */
export const EXIT = {ok: 0, failed: 1, usage: 2, findings: 3, alerts: 10} as const
