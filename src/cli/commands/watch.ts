import {openSources} from '../open-sources.ts'
import type {Run} from '../run.ts'
import {watchSources} from '../watch-sources.ts'
import type {WatchOutput} from '../watch-sources.ts'

/** `plugmon watch SOURCE…`; without a source, what is piped in. */
export const watch: Run<{readonly output?: WatchOutput}> = async (args, {output}, context) => {
  const sources = args.length === 0 && !context.stdin.isTTY ? ['-'] : args
  const opened = await openSources(sources, context, {follow: true})
  return await watchSources(opened, output, context)
}
