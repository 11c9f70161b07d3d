import {AsyncLocalStorage} from 'node:async_hooks'
import {randomBytes} from 'node:crypto'
import {formatTime} from './clock.ts'
import {describeError} from './describe-error.ts'
import {boundTags, boundText, type TagValue} from './limits.ts'

/** One piece of work that takes time, told when it begins, when it learns something and when it ends. */
export interface Span {
  readonly traceId: string
  readonly spanId: string
  /** Adds a tag; what is set after the start is told at once, so that a monitor knows what is being loaded. */
  setTag(key: string, value: unknown): Span
  /** The work failed; the first error counts. */
  setError(error: unknown): Span
  /** Runs `work` with this span as the parent of those that begin in it, in asynchronous calls too. Does not finish the span. */
  run<Result>(work: () => Result): Result
  /** The work is done; what comes later is ignored. */
  finish(): void
}

/** How a span begins. */
export interface SpanOptions {
  readonly tags?: Readonly<Record<string, TagValue>> | undefined
  /** @default the span that is running, by AsyncLocalStorage */
  readonly parent?: Span | undefined
}

/** Makes spans. */
export interface Tracer {
  /** Begins a span, to be finished by hand. Spans that begin later are not its children unless they begin in its `run`. */
  startSpan(name: string, options?: SpanOptions): Span
  /** Runs `work` in a span: its result, or the error that it throws, ends the span. Promises are waited for. */
  span<Result>(name: string, work: (span: Span) => Result, options?: SpanOptions): Result
}

/** What a tracer needs: where events go, and what time it is in milliseconds since the epoch. */
export interface TracerOptions {
  emit(type: 'span_start' | 'span_update' | 'span', fields: Record<string, unknown>): void
  now(): number
}

/** A tracer whose parents follow the flow of asynchronous calls. */
export function createTracer({emit, now}: TracerOptions): Tracer {
  const running = new AsyncLocalStorage<Span>()

  function startSpan(name: string, options?: SpanOptions): Span {
    const parent = options?.parent ?? running.getStore()
    const start = now()
    const began = performance.now()
    const tags = boundTags(options?.tags) ?? {}
    const identity = {
      name: boundText(name),
      trace_id: parent?.traceId ?? randomBytes(16).toString('hex'),
      span_id: randomBytes(8).toString('hex'),
      parent_id: parent?.spanId,
    }
    let failure: {error_type: string; message: string} | undefined
    let isFinished = false

    emit('span_start', {...identity, tags})
    const span: Span = {
      traceId: identity.trace_id,
      spanId: identity.span_id,
      setTag(key, value) {
        if (isFinished) return span
        const added = boundTags({[boundText(key)]: value})
        Object.assign(tags, added)
        emit('span_update', {span_id: span.spanId, tags: added})
        return span
      },
      setError(error) {
        failure ??= describeError(error)
        return span
      },
      run: (work) => running.run(span, work),
      finish() {
        if (isFinished) return
        isFinished = true
        emit('span', {
          ...identity,
          start: formatTime(start),
          duration_ms: Math.round((performance.now() - began) * 1000) / 1000,
          status: failure ? 'error' : 'ok',
          error_type: failure?.error_type,
          message: failure?.message,
          tags: boundTags(tags),
        })
      },
    }
    return span
  }

  return {
    startSpan,
    span(name, work, options) {
      const span = startSpan(name, options)
      const fail = (error: unknown): never => {
        span.setError(error).finish()
        throw error
      }
      try {
        const result = span.run(() => work(span))
        if (!(result instanceof Promise)) {
          span.finish()
          return result
        }
        return result.then((value) => {
          span.finish()
          return value
        }, fail) as typeof result
      } catch (error) {
        return fail(error)
      }
    },
  }
}
