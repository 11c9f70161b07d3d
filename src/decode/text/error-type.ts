const TRACEBACK = 'Traceback (most recent call last):'
/** A type's name, perhaps with its module, at the end of a traceback: `KeyError: 'config'`, `plugin_host.errors.LoadError`. */
const PYTHON_TYPE = /^([A-Za-z_][\w.]{0,199})(?::|$)/
/** The first line of a JavaScript or Java stack, and of the line of a Go panic. */
const NAMED_TYPE =
  /^(?:Uncaught |Exception in thread "[^"]{0,200}" )?([A-Za-z_$][\w.$]{0,199}(?:Error|Exception|Throwable|Failure))(?::|$| \[)/
const FRAME = /^\s*at /m

/** The type of the error that a stack trace tells of, as Python, JavaScript and the JVM write it; undefined where there is none. */
export function errorTypeOf(stack: string): string | undefined {
  const begin = stack.lastIndexOf(TRACEBACK)
  if (begin >= 0) return pythonErrorType(stack, begin)
  if (!FRAME.test(stack)) return undefined
  for (const line of stack.split('\n', 20)) {
    const type = NAMED_TYPE.exec(line.trimStart())
    if (type !== null) return type[1]
  }
  return undefined
}

/** The first line after the last traceback's frames that is not indented deeper than the traceback itself. */
function pythonErrorType(stack: string, begin: number): string | undefined {
  const indent = begin - (stack.lastIndexOf('\n', begin) + 1)
  for (const line of stack.slice(begin + TRACEBACK.length + 1).split('\n')) {
    const rest = line.slice(indent)
    if (rest !== '' && rest[0] !== ' ' && rest[0] !== '\t') return PYTHON_TYPE.exec(rest)?.[1]
  }
  return undefined
}
