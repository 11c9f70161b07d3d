import {createHash, timingSafeEqual} from 'node:crypto'
import type {IncomingMessage} from 'node:http'

/** True for an address or host name that only this machine can reach. */
export function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '::1' || name === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(name)
}

/**
 * Who may read. With a token: whoever sends it as `Authorization: Bearer`, compared in constant time. Without: whoever calls us by a
 * loopback name, because a web page can point a name of its own at 127.0.0.1 and read what answers there.
 */
export function mayRead(request: IncomingMessage, token: string | undefined): boolean {
  if (token === undefined) return isLoopback((request.headers.host ?? '').replace(/:\d+$/, ''))
  const given = /^Bearer +(.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
  return timingSafeEqual(digest(given), digest(token))
}

/** Of equal length whatever goes in, as a comparison in constant time needs. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
