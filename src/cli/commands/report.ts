import {reportPrometheus} from '../../export/prometheus.ts'
import {reportJson} from '../../report/json.ts'
import {reportMarkdown} from '../../report/markdown.ts'
import {reportNdjson} from '../../report/ndjson.ts'
import {reportText} from '../../report/text.ts'
import {EXIT} from '../context.ts'
import {isFailing} from '../failing.ts'
import {openSources} from '../open-sources.ts'
import {outputStyle} from '../output-style.ts'
import type {Run} from '../run.ts'
import {startMonitor} from '../start-monitor.ts'
import {listenForStop} from '../stop-signal.ts'
import {tellFailed} from '../tell-failed.ts'

/** The forms of a report. */
type Output = 'text' | 'json' | 'ndjson' | 'markdown' | 'prometheus' | 'hlog'

/** `plugmon report SOURCE…`: one pass, then the report. */
export const report: Run<{readonly output: Output}> = async (args, {output}, context) => {
  const {settings, resolved, stdout} = context
  const opened = openSources(args, context, {follow: false})
  const monitor = startMonitor(opened, context, {isLive: false})
  const stop = listenForStop({isInPipe: opened.readsStdin})
  await monitor.run(stop.signal)
  // A report is about the whole log, unless somebody asks for its last minutes.
  const isWindowAsked = resolved.said.get('window')?.[0]?.layer !== 'default'
  const snapshot = monitor.getSnapshot(isWindowAsked ? settings.window : 'start')
  switch (output) {
    case 'text':
      stdout.write(reportText(snapshot, outputStyle(context)))
      break
    case 'json':
      stdout.write(reportJson(snapshot))
      break
    case 'ndjson':
      stdout.write(reportNdjson(snapshot))
      break
    case 'markdown':
      stdout.write(reportMarkdown(snapshot))
      break
    case 'prometheus':
      stdout.write(reportPrometheus(snapshot))
      break
    case 'hlog': {
      // The codec of HdrHistogram weighs more than all the other forms together.
      const {reportHlog} = await import('../../report/hlog.ts')
      stdout.write(reportHlog(monitor.durations(), snapshot.period))
    }
  }
  const hasFailed = tellFailed(snapshot, context)
  if (stop.exitCode !== undefined) return stop.exitCode
  if (isFailing(snapshot, settings['fail-on'])) return EXIT.alerts
  return hasFailed ? EXIT.failed : EXIT.ok
}
