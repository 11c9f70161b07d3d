import type {Monitor} from '../monitor/monitor.ts'
import type {Change} from '../change.ts'
import {PlugmonError} from '../errors.ts'
import type {Context} from './context.ts'
import {EXIT} from './context.ts'
import {isFailing} from './failing.ts'
import type {OpenedSources} from './open-sources.ts'
import {outputStyle} from './output-style.ts'
import {startMonitor} from './start-monitor.ts'
import {reloadRules} from './reload-rules.ts'
import {listenForStop} from './stop-signal.ts'
import {tellFailed} from './tell-failed.ts'
import {keepAlerts} from './kept-alerts.ts'
import {createLineWriter} from './line-writer.ts'

/** How a watch shows what it sees. */
export type WatchOutput = 'screen' | 'text' | 'ndjson'

/** Watches until the sources end (lines) or the person quits (screen); gives the exit code. */
export async function watchSources(
  opened: OpenedSources,
  output: WatchOutput | undefined,
  context: Context,
): Promise<number> {
  const {settings, stdout} = context
  if (output === 'screen' && !stdout.isTTY)
    throw new PlugmonError('usage', 'the screen needs a terminal', {
      cure: 'write lines instead, with -o text or -o ndjson',
    })
  const monitor = await startMonitor(opened, context, {isLive: true})
  const {'state-dir': stateDir, 'log-file': logFile} = settings
  const leave = [
    reloadRules(monitor, settings),
    ...(logFile === undefined ? [] : [(await import('./log-changes.ts')).logChanges(monitor, logFile)]),
    ...(stateDir === undefined ? [] : [keepAlerts(monitor, stateDir)]),
  ]
  try {
    const code = await show(monitor, opened, output, context)
    return isFailing(monitor.getSnapshot(settings.window), settings['fail-on']) ? EXIT.alerts : code
  } finally {
    for (const stop of leave) stop()
  }
}

async function show(
  monitor: Monitor,
  {readsStdin}: OpenedSources,
  output: WatchOutput | undefined,
  context: Context,
): Promise<number> {
  const {stdout} = context
  const style = outputStyle(context)
  if ((output ?? (stdout.isTTY ? 'screen' : 'text')) === 'screen') {
    const {showScreen} = await import('./show-screen.ts')
    return await showScreen(monitor, style, context)
  }
  const {changeLine} = await import('../report/change-line.ts')
  const format = output === 'ndjson' ? 'ndjson' : 'text'
  const writer = createLineWriter(stdout, (lines) => changeLine(droppedLines(lines, context.now()), format, style))
  monitor.onChange((change) => {
    writer.write(changeLine(change, format, style))
  })
  const stop = listenForStop({isInPipe: readsStdin})
  await monitor.run(stop.signal)
  await writer.end()
  const hasFailed = tellFailed(monitor.getSnapshot(context.settings.window), context)
  return stop.exitCode ?? (hasFailed ? EXIT.failed : EXIT.ok)
}

function droppedLines(lines: number, at: number): Change {
  return {
    type: 'mark',
    at,
    kind: 'gap',
    instance: '',
    text: `${String(lines)} lines were left out: the reader is too slow`,
  }
}
