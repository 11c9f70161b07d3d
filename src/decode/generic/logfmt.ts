import {addField, type LogFields} from './log-fields.ts'

/** A key, as go-kit and logrus write them. */
const KEY = /[\w.@/-]{1,100}=/y
const BARE = /[^\s"]\S*/y
const QUOTED = /"((?:[^"\\]|\\.)*)"/y
const SPACES = /\s*/y

/** The text between quotes, with Go's escapes undone. */
function unquote(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(/\\(.)/g, (_, character: string) =>
    character === 'n' ? '\n' : character === 't' ? '\t' : character,
  )
}

/** The fields of a line that is made of `key=value` pairs from its first character on; undefined for any other line. */
export function readLogfmt(text: string): LogFields | undefined {
  const fields: LogFields = {}
  let at = 0
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found !== null) at = pattern.lastIndex
    return found
  }
  while (at < text.length) {
    const key = match(KEY)
    if (key === null) return at === 0 ? undefined : fields
    const quoted = match(QUOTED)
    const value = quoted === null ? (match(BARE)?.[0] ?? '') : unquote(quoted[1]!)
    addField(fields, key[0].slice(0, -1), value)
    match(SPACES)
  }
  return fields
}
