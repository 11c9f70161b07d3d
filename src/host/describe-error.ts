import {boundText} from './limits.ts'

/** An error as events tell it. */
export interface ErrorFields {
  readonly error_type: string
  readonly message: string
  readonly stack?: string | undefined
}

/**
 * Type, message and stack of whatever was thrown. The type is the error's name, or its code where the name says only `Error`,
 * as with Node's own (`ENOENT`, `ERR_MODULE_NOT_FOUND`).
 */
export function describeError(error: unknown): ErrorFields {
  try {
    if (error instanceof Error) {
      const {name, message, code, stack} = error as Error & {code?: unknown}
      return {
        error_type: name === 'Error' && typeof code === 'string' ? code : boundText(name),
        message: boundText(message),
        stack: stack === undefined ? undefined : boundText(stack),
      }
    }
  } catch {
    // An error whose own properties throw is told like anything else that was thrown.
  }
  return {error_type: 'Error', message: boundText(error)}
}
