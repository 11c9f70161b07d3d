import type {SourceItem} from '../source.ts'
import type {OpenFiles} from './open-files.ts'
import type {Plan} from './plan.ts'
import type {Segment} from './segment.ts'

/** Reads the files that are there, oldest first. Returns the newest, still open, when it is a plain file and is to be followed. */
export async function* readPlanned(
  plan: Plan,
  files: OpenFiles,
  options: {readonly follow: boolean; readonly signal: AbortSignal},
): AsyncGenerator<SourceItem, Segment | undefined, void> {
  for (const [at, file] of plan.files.entries()) {
    const segment = files.open(file, at === 0 ? plan.start : {offset: 0, line: 1})
    if (typeof segment === 'string') {
      yield {kind: 'note', note: 'damaged', text: segment, place: file.path}
      continue
    }
    yield* files.readNewest(segment)
    if (options.signal.aborted) return undefined
    if (options.follow && file.kind === 'plain' && at === plan.files.length - 1) return segment
    yield* files.finish(segment)
  }
  return undefined
}
