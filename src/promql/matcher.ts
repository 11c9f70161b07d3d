import type {Matcher} from './ast.ts'
import {labelValue, METRIC_NAME, type Labels} from './labels.ts'
import {compileLabelPattern} from './regexp.ts'

/** A test whether all matchers accept a series; a label that is missing has the value ''. */
export function createMatcher(matchers: readonly Matcher[]): (labels: Labels) => boolean {
  const tests = matchers.map((matcher) => ({name: matcher.name, accepts: createValueTest(matcher)}))
  return (labels) => tests.every(({name, accepts}) => accepts(labelValue(labels, name)))
}

/** The metric that the matchers ask for by its name; undefined when it may be any of several. */
export function metricNameIn(matchers: readonly Matcher[]): string | undefined {
  return matchers.find(({name, op}) => name === METRIC_NAME && op === '=')?.value
}

function createValueTest({op, value}: Matcher): (text: string) => boolean {
  switch (op) {
    case '=':
      return (text) => text === value
    case '!=':
      return (text) => text !== value
    case '=~': {
      const pattern = compileLabelPattern(value)
      return (text) => pattern.test(text)
    }
    case '!~': {
      const pattern = compileLabelPattern(value)
      return (text) => !pattern.test(text)
    }
  }
}
