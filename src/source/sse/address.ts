import {PlugmonError} from '../../errors.ts'

/** Where a stream is and what to send there, with the secrets apart from the name. */
export interface StreamAddress {
  /** Without user, password, query and fragment, any of which may hold a secret. */
  readonly name: string
  /** Without user and password. */
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
}

/**
 * Takes a URL apart. A header that is given goes before the token, the token before user and password in the URL.
 * @param headerLines `Name: value` each
 * @throws PlugmonError `usage` for what is no http(s) URL or no header; its text never repeats a value.
 */
export function parseStreamAddress(
  text: string,
  headerLines: readonly string[],
  token: string | undefined,
): StreamAddress {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new PlugmonError('usage', 'this is no http:// or https:// address', {
      cure: 'write it as http://127.0.0.1:4650/events',
    })
  }
  const url = new URL(text)
  const headers: Record<string, string> = {}
  if (url.username !== '' || url.password !== '') {
    const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
    headers['authorization'] = `Basic ${Buffer.from(credentials).toString('base64')}`
    url.username = url.password = ''
  }
  const tokenLines = token === undefined || token === '' ? [] : [`Authorization: Bearer ${token}`]
  for (const line of [...tokenLines, ...headerLines]) {
    const [name, value] = parseHeader(line)
    headers[name] = value
  }
  return {name: url.origin + url.pathname, url, headers}
}

/** The header lines of a file: one `Name: value` a line, blank lines and those that begin with # left out. */
export function headerLinesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}

function parseHeader(line: string): [name: string, value: string] {
  const parts = /^([!#$%&'*+.^_`|~\w-]+):\s*([\t\x20-\x7e\x80-\xff]*)$/.exec(line.trim())
  if (parts === null) {
    throw new PlugmonError('usage', 'a header is not of the form "Name: value"', {
      cure: 'write it as --header "Authorization: Bearer …"',
    })
  }
  return [parts[1]!.toLowerCase(), parts[2]!]
}
