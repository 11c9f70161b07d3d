/** What went wrong, for a program: which part of the command line, a file, or the outside. */
export type ErrorCode =
  | 'usage'
  | 'config'
  | 'not-found'
  | 'unreadable'
  | 'bad-rule'
  | 'bad-query'
  | 'bad-test'
  | 'bad-preset'
  | 'unavailable'
  | 'internal'

/** Where in a file or an expression, counted from 1. */
export interface Where {
  readonly file?: string | undefined
  readonly line?: number | undefined
  readonly column?: number | undefined
}

/**
 * Misuse that a person can mend. `message` says what is wrong, `cure` what to do about it; only cli/main.ts prints it and
 * picks the exit code. Bad input is never an error: it is a counted rejection.
 */
export class PlugmonError extends Error {
  override readonly name = 'PlugmonError'
  readonly code: ErrorCode
  readonly where: Where
  readonly cure: string | undefined

  constructor(code: ErrorCode, message: string, options: {where?: Where; cure?: string; cause?: unknown} = {}) {
    super(message, options.cause === undefined ? undefined : {cause: options.cause})
    this.code = code
    this.where = options.where ?? {}
    this.cure = options.cure
  }
}

/** `file:line:column` of a place, as far as it is known; empty when nothing is. */
export function formatWhere({file, line, column}: Where): string {
  return [file, line, column].filter((part) => part !== undefined).join(':')
}
