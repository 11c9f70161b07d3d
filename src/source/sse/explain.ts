import type {IncomingMessage} from 'node:http'

/** Why a connection ended: to be tried again, not to be tried again, or the server has said that it is over. */
export interface ConnectionEnd {
  readonly verdict: 'again' | 'failed' | 'ended'
  /** What happened and what can be done about it; never holds a secret. */
  readonly text: string
}

const STATUS: Readonly<Record<number, ConnectionEnd>> = {
  204: {verdict: 'ended', text: '204 No Content: the server has ended the stream'},
  401: {verdict: 'failed', text: '401 Unauthorized: give a token with --header or PLUGMON_TOKEN'},
  403: {verdict: 'failed', text: '403 Forbidden: this token may not read the stream; give another'},
  404: {verdict: 'failed', text: '404 Not Found: no stream at this path; is it /events?'},
  408: {verdict: 'again', text: '408 Request Timeout'},
  429: {verdict: 'again', text: '429 Too Many Requests'},
}

/** Why a response is no event stream; undefined when it is one. */
export function explainResponse({statusCode = 0, statusMessage, headers}: IncomingMessage): ConnectionEnd | undefined {
  const known = STATUS[statusCode]
  if (known !== undefined) return known
  const status = `${statusCode} ${statusMessage ?? ''}`.trim()
  if (statusCode >= 500) return {verdict: 'again', text: `${status}: the server has a problem`}
  if (statusCode >= 300 && statusCode < 400)
    return {verdict: 'failed', text: `${status}: redirected too often, or to nowhere`}
  if (statusCode !== 200) return {verdict: 'failed', text: `${status}: the server refuses`}
  const type = headers['content-type'] ?? 'no content type'
  if (/^text\/event-stream\s*(;|$)/i.test(type)) return undefined
  return {verdict: 'failed', text: `the server speaks ${type.split(';')[0]}, not text/event-stream; is the path right?`}
}

const CODES: Readonly<Record<string, ConnectionEnd>> = {
  ECONNREFUSED: {verdict: 'again', text: 'connection refused: is the host running, and is the port right?'},
  ECONNRESET: {verdict: 'again', text: 'the server broke the connection'},
  EPIPE: {verdict: 'again', text: 'the server broke the connection'},
  ENOTFOUND: {verdict: 'again', text: 'no such host name: is it spelled right?'},
  EAI_AGAIN: {verdict: 'again', text: 'the host name cannot be looked up just now'},
  EHOSTUNREACH: {verdict: 'again', text: 'the host cannot be reached'},
  ENETUNREACH: {verdict: 'again', text: 'the network cannot be reached'},
  ETIMEDOUT: {verdict: 'again', text: 'the host does not answer'},
  CERT_HAS_EXPIRED: {
    verdict: 'failed',
    text: "the server's certificate has expired; --insecure goes on without checking it",
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {verdict: 'failed', text: "the server's certificate is for another host name"},
  EPROTO: {verdict: 'failed', text: 'the server speaks no TLS: is it http:// instead of https://?'},
  ERR_SSL_WRONG_VERSION_NUMBER: {
    verdict: 'failed',
    text: 'the server speaks no TLS: is it http:// instead of https://?',
  },
}

/** What an error of the connection means. */
export function explainError(error: NodeJS.ErrnoException): ConnectionEnd {
  const code = error.code ?? ''
  const known = CODES[code]
  if (known !== undefined) return known
  if (/CERT|SIGNATURE|ISSUER/.test(code)) {
    return {
      verdict: 'failed',
      text: `the server's certificate is not trusted (${code}); give its authority with --ca FILE`,
    }
  }
  if (code.startsWith('HPE_')) {
    return {
      verdict: 'failed',
      text: 'the server does not speak HTTP; is it https:// instead of http://, is the port right?',
    }
  }
  return {verdict: 'again', text: error.message}
}
