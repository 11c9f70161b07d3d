/** Work in pieces of a few milliseconds, which comes to a result. Whoever steps it may do other things in between. */
export type Steps<Result = void> = Generator<undefined, Result, void>

/** Does the rest of it at once. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const {done, value} = steps.next()
    if (done === true) return value
  }
}
