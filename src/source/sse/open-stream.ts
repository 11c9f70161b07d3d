import {request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders} from 'node:http'
import {request as httpsRequest} from 'node:https'

/** Redirects that are followed in a row. */
const MAX_REDIRECTS = 5

/** How to ask for a stream. */
export interface StreamRequest {
  readonly url: URL
  /** Sent to this origin alone: they may hold secrets. */
  readonly headers: Readonly<Record<string, string>>
  /** Certificates of authorities to trust instead of the system's, in PEM. */
  readonly ca: string | undefined
  readonly isInsecure: boolean
  /** How long the server may take to answer. */
  readonly connectMs: number
  /** How long it may then say nothing, not even a comment. */
  readonly silenceMs: number
}

/** Asks for a stream and follows redirects, without the secret headers to another origin. Rejects with the connection's error. */
export async function openStream(
  options: StreamRequest,
  lastEventId: string,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  let url = options.url
  for (let redirects = 0; ; redirects++) {
    const headers = {
      ...(url.origin === options.url.origin ? options.headers : {}),
      accept: 'text/event-stream',
      'cache-control': 'no-store',
      ...(/^[\t\x20-\x7e\x80-\xff]+$/.test(lastEventId) && {'last-event-id': lastEventId}),
    }
    const response = await ask(url, headers, options, signal)
    const target = redirectOf(response, url)
    if (target === undefined || redirects === MAX_REDIRECTS) return response
    response.destroy()
    url = target
  }
}

function redirectOf({statusCode = 0, headers}: IncomingMessage, from: URL): URL | undefined {
  const isRedirect = [301, 302, 303, 307, 308].includes(statusCode)
  if (!isRedirect || headers.location === undefined || !URL.canParse(headers.location, from.href)) return undefined
  const target = new URL(headers.location, from)
  return /^https?:$/.test(target.protocol) ? target : undefined
}

function ask(
  url: URL,
  headers: OutgoingHttpHeaders,
  {ca, isInsecure, connectMs, silenceMs}: StreamRequest,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    const request = send(url, {headers, signal, agent: false, rejectUnauthorized: !isInsecure, ...(ca && {ca})})
    const timer = setTimeout(() => {
      request.destroy(new Error(`no answer for ${connectMs / 1000} s: is it the right port?`))
    }, connectMs)
    request.on('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    request.on('response', (response) => {
      clearTimeout(timer)
      response.setTimeout(silenceMs, () => {
        response.destroy(new Error(`silent for ${silenceMs / 1000} s, without even a keep-alive: connecting anew`))
      })
      resolve(response)
    })
    request.end()
  })
}
