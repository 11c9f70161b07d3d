import type {Snapshot} from '../../snapshot.ts'
import type {Monitor} from '../../monitor/monitor.ts'
import type {Context} from '../context.ts'
import {EXIT} from '../context.ts'
import {isFailing} from '../failing.ts'
import {openSources} from '../open-sources.ts'
import type {Run} from '../run.ts'
import {startMonitor} from '../start-monitor.ts'
import {listenForStop} from '../stop-signal.ts'
import {tellFailed} from '../tell-failed.ts'

/** The forms of a report. */
type Output = 'text' | 'json' | 'ndjson' | 'markdown' | 'prometheus' | 'hlog'

/** `plugmon report SOURCE…`: one pass, then the report. */
export const report: Run<{readonly output: Output}> = async (args, {output}, context) => {
  const {settings, resolved, stdout} = context
  const opened = await openSources(args, context, {follow: false})
  const monitor = await startMonitor(opened, context, {isLive: false})
  const stop = listenForStop({isInPipe: opened.readsStdin})
  await monitor.run(stop.signal)
  // A report is about the whole log, unless somebody asks for its last minutes; what it says of plugins is always about the whole.
  const isWindowAsked = resolved.said.get('window')?.[0]?.layer !== 'default'
  const whole = monitor.getSnapshot('start')
  const snapshot = isWindowAsked ? {...monitor.getSnapshot(settings.window), plugins: whole.plugins} : whole
  stdout.write(await written(output, snapshot, monitor, context))
  const hasFailed = tellFailed(snapshot, context)
  if (stop.exitCode !== undefined) return stop.exitCode
  if (isFailing(snapshot, settings['fail-on'])) return EXIT.alerts
  return hasFailed ? EXIT.failed : EXIT.ok
}

/** The report in its form; a form is loaded only by who asks for it. */
async function written(output: Output, snapshot: Snapshot, monitor: Monitor, context: Context): Promise<string> {
  switch (output) {
    case 'text': {
      const [{reportText}, {outputStyle}] = await Promise.all([
        import('../../report/text.ts'),
        import('../output-style.ts'),
      ])
      return reportText(snapshot, outputStyle(context))
    }
    case 'json':
      return (await import('../../report/json.ts')).reportJson(snapshot)
    case 'ndjson':
      return (await import('../../report/ndjson.ts')).reportNdjson(snapshot)
    case 'markdown':
      return (await import('../../report/markdown.ts')).reportMarkdown(snapshot)
    case 'prometheus':
      return (await import('../../export/prometheus.ts')).reportPrometheus(snapshot)
    case 'hlog':
      return (await import('../../report/hlog.ts')).reportHlog(monitor.durations(), snapshot.period)
  }
}
