import {readFileSync} from 'node:fs'
import {PlugmonError} from '../errors.ts'
import {headerLinesOf, parseStreamAddress} from '../source/sse/address.ts'
import {createSseSource} from '../source/sse/sse-source.ts'
import type {Source} from '../source/source.ts'
import type {Context} from './context.ts'

/** @throws PlugmonError `usage` for a bad address or header, `not-found` for a file of headers or certificates that cannot be read. */
export function openStream(address: string, {settings}: Context): Source {
  const lines =
    settings['header-file'] === undefined ? [] : headerLinesOf(read(settings['header-file'], '--header-file'))
  return createSseSource({
    address: parseStreamAddress(address, [...lines, ...settings.header], settings.token),
    ca: settings.ca === undefined ? undefined : read(settings.ca, '--ca'),
    isInsecure: settings.insecure,
  })
}

function read(path: string, flag: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new PlugmonError('not-found', `${flag}: ${(error as Error).message}`, {
      cure: 'check the path and its permissions',
    })
  }
}
