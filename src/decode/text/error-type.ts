/** How Python begins to print where an exception came from. */
export const TRACEBACK = 'Traceback (most recent call last):'
/** A type's name, perhaps with its module, at the end of a traceback: `KeyError: 'config'`, `plugin_host.errors.LoadError`. */
const PYTHON_TYPE = /^([A-Za-z_][\w.]{0,199})(?::|$)/
/** The first line of a JavaScript or Java stack, and of the line of a Go panic. */
const NAMED_TYPE =
  /^(?:Uncaught |Exception in thread "[^"]{0,200}" )?([A-Za-z_$][\w.$]{0,199}(?:Error|Exception|Throwable|Failure))(?::|$| \[)/
/** The line of an ExceptionGroup, which is drawn as a tree. */
const GROUP_TYPE = /^ *\| ([A-Za-z_][\w.]{0,199}):/m
const FRAME = /^\s*at /m

/** The type of the error that a stack trace tells of, as Python, JavaScript and the JVM write it; undefined where there is none. */
export function errorTypeOf(stack: string): string | undefined {
  const begin = stack.lastIndexOf(TRACEBACK)
  if (stack.includes('Exception Group Traceback')) return GROUP_TYPE.exec(stack)?.[1]
  if (begin >= 0) return PYTHON_TYPE.exec(exceptionLine(stack, begin) ?? '')?.[1]
  if (!FRAME.test(stack)) return undefined
  for (const line of stack.split('\n', 20)) {
    const type = NAMED_TYPE.exec(line.trimStart())
    if (type !== null) return type[1]
  }
  return undefined
}

/** The line that names the exception of the last traceback at or after `begin`: the first below the frames that is not indented. */
function exceptionLine(stack: string, begin: number): string | undefined {
  const indent = begin - (stack.lastIndexOf('\n', begin) + 1)
  // Looked through where it stands: a log of failures is mostly tracebacks.
  for (let at = begin + TRACEBACK.length + 1, end; at <= stack.length; at = end + 1) {
    const newline = stack.indexOf('\n', at)
    end = newline < 0 ? stack.length : newline
    const first = at + indent
    if (first < end && !isBlank(stack.charCodeAt(first))) return stack.slice(first, end)
  }
  return undefined
}

function isBlank(code: number): boolean {
  return code <= 32 || code > 126 ? /\s/.test(String.fromCharCode(code)) : false
}

/** What an exception that nobody caught says, `ValueError: invalid format`, out of its traceback. */
export function exceptionMessage(stack: string): string | undefined {
  return exceptionLine(stack, stack.lastIndexOf(TRACEBACK))
}
