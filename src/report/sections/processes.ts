import {formatBytes} from '../../format/bytes.ts'
import {UNKNOWN} from '../../format/number.ts'
import {formatSeconds} from '../../format/seconds.ts'
import type {Snapshot} from '../../snapshot.ts'
import {figure, section, text, type Section} from '../section.ts'

/** The host processes and what they use. */
export function processSection({processes, at}: Snapshot): Section {
  return section(
    'Hosts',
    [
      text('INSTANCE', true),
      figure('PID'),
      text('RUNTIME', true),
      ...['UP', 'CPU', 'RSS', 'HEAP'].map(figure),
      text('METHOD'),
    ],
    processes,
    Infinity,
    (host) => [
      host.instance,
      host.pid === undefined ? UNKNOWN : String(host.pid),
      host.runtime ?? UNKNOWN,
      formatSeconds(host.startedAt === undefined ? undefined : (at - host.startedAt) / 1000),
      formatSeconds(host.cpuSeconds),
      formatBytes(host.rssBytes),
      formatBytes(host.heapBytes),
      {text: host.method ?? UNKNOWN, tone: 'dim'},
    ],
  )
}
