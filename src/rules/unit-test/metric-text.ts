import {PlugmonError} from '../../errors.ts'
import {createCursor} from '../../promql/cursor.ts'
import {createLabels, METRIC_NAME, type Labels} from '../../promql/labels.ts'
import {parseMatchers} from '../../promql/parse-labels.ts'

/** A series as it is written in a test: `up{job="x"}`, `{__name__="up"}`, or nothing at all for no labels. Throws bad-query with Prometheus' text. */
export function parseMetric(text: string): Labels {
  const cursor = createCursor(text)
  const record: Record<string, string> = {}
  const token = cursor.peek()
  if (token.kind !== 'punctuation' && token.kind !== 'end') {
    if (!/^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(token.text)) throw cursor.unexpected('metric')
    record[METRIC_NAME] = cursor.take().text
  }
  if (cursor.peek().text === '{') {
    for (const {name, op, value} of parseMatchers(cursor).matchers) {
      if (op !== '=') throw cursor.fail(0, `unexpected "${op}" in label set, expected "="`)
      record[name] = value
    }
  }
  if (cursor.peek().kind !== 'end') throw cursor.unexpected('metric')
  return createLabels(record)
}

/** A mistake in a test file's notation. */
export function notationError(message: string): PlugmonError {
  return new PlugmonError('bad-test', message, {
    cure: 'See "Series notation" in Prometheus’ documentation of unit tests.',
  })
}
