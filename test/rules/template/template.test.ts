import {readFileSync} from 'node:fs'
import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {PlugmonError} from '../../../src/errors.ts'
import type {TemplateOutside} from '../../../src/rules/template/functions.ts'
import {expandTemplate, parseTemplate, type TemplateData} from '../../../src/rules/template/template.ts'

const DATA: TemplateData = {
  labels: {__name__: 'm', x: '1', y: 'two words', z: 'http://h:80/a?b=<c>'},
  externalLabels: {dc: 'eu', foo: 'bar'},
  externalUrl: 'http://p:90/pre/',
  value: 5,
}
const SERIES = [
  {labels: {__name__: 'v', a: '2', b: 'b2'}, value: 20},
  {labels: {__name__: 'v', a: '1', b: 'b10'}, value: 10},
  {labels: {__name__: 'v', a: '10', b: 'b1'}, value: NaN},
]
const OUTSIDE: TemplateOutside = {
  query(expression) {
    if (expression === '((') throw new Error('1:3: parse error: unclosed left parenthesis')
    return expression === 'v' ? SERIES : []
  },
}

function fixture(name: string): string {
  return readFileSync(new URL(`../../fixtures/templates/${name}`, import.meta.url), 'utf8')
}

function expand(text: string, data: Partial<TemplateData> = {}, outside: Partial<TemplateOutside> = {}): string {
  return expandTemplate(parseTemplate(text, 'A'), {...DATA, ...data}, {...OUTSIDE, ...outside})
}

describe('what promtool 3.5 prints', () => {
  const answers = JSON.parse(fixture('go-answers.json')) as Record<string, string>[]

  test.each(answers.filter(({refused}) => refused !== undefined))(
    '$template is refused',
    ({template = '', alert = '', refused = ''}) => {
      expect(() => parseTemplate(template, alert)).toThrow(new PlugmonError('bad-rule', refused))
    },
  )

  test.each(answers.filter(({expanded}) => expanded !== undefined))(
    '$template',
    ({template = '', alert = '', expanded}) => {
      expect(expandTemplate(parseTemplate(template, alert), DATA, OUTSIDE)).toBe(expanded)
    },
  )
})

const NUMBERS: Record<string, number> = {Inf: Infinity, '-Inf': -Infinity}
const VECTORS: Record<string, {labels: Record<string, string>; value: number}[]> = {
  'vector(3)': [{labels: {}, value: 3}],
  'vector(7)': [{labels: {}, value: 7}],
}
const goldens = Object.entries(JSON.parse(fixture('goldens.json')) as Record<string, Record<string, string>>)

test.each(goldens)('every template of the goldens with the value %s', (value, expansions) => {
  const query = (expression: string) =>
    VECTORS[expression] ?? [
      {labels: {}, value: 1},
      {labels: {a: 'b'}, value: 2},
    ]
  for (const [template, expanded] of Object.entries(expansions)) {
    const alert = /__alert_(\w+)/.exec(expanded)?.[1] ?? 'A'
    const data = {...DATA, labels: {}, externalLabels: {}, value: NUMBERS[value] ?? Number(value)}
    expect(expandTemplate(parseTemplate(template, alert), data, {query}), template).toBe(expanded)
  }
})

test('externalURL and pathPrefix know where this instance is', () => {
  const externalUrl = 'http://p:90/pre/?q'
  expect(expand('{{ externalURL }} {{ pathPrefix }} {{ $externalURL }}', {}, {externalUrl})).toBe(
    'http://p:90/pre/?q /pre/ http://p:90/pre/',
  )
})

test('a native histogram is printed as it prints itself', () => {
  const value = {histogram: '{count:2, sum:3}'}
  expect(expand('{{ $value }}|{{ printf "%s" $value }}', {value})).toBe('{count:2, sum:3}|{count:2, sum:3}')
  expect(expand('{{ humanize $value }}', {value})).toContain("can't convert *histogram.FloatHistogram to float")
})

test.each([
  {name: 'a template that calls itself', text: '{{ define "a" }}{{ template "a" }}{{ end }}{{ template "a" }}'},
  {
    name: 'templates that double',
    text: '{{ define "a" }}{{ template "a" }}{{ template "a" }}{{ end }}{{ template "a" }}',
  },
  {name: 'a long loop', text: '{{ range 9000000000000000000 }}{{ end }}'},
  {name: 'a long text', text: '{{ range 9000 }}{{ printf "%1000000d" 1 }}{{ end }}'},
])('$name ends with an error', ({text}) => expect(expand(text)).toMatch(/<error expanding template: .*exceeded/))

test('whatever the text, it parses or is refused, and expands to a text', () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          ...['{{', '}}', '{{-', '-}}', ' ', '\n', '$x', '.', '.a', '(', ')', '|', ':=', '=', ',', '"s"', '`r`']
            .concat([
              "'c'",
              '1',
              '1.5',
              '-',
              '0x',
              'if',
              'else',
              'end',
              'range',
              'with',
              'define',
              'template',
              'block',
              'break',
            ])
            .concat([
              'nil',
              'true',
              '$value',
              '$labels',
              'printf',
              '"%d%s"',
              'humanize',
              'len',
              'index',
              'query',
              'é',
              '/*',
              '*/',
              '"',
            ]),
        ),
        {maxLength: 20},
      ),
      (parts) => {
        try {
          expect(typeof expand(parts.join(''))).toBe('string')
        } catch (error) {
          expect(error).toBeInstanceOf(PlugmonError)
        }
      },
    ),
    {numRuns: 500},
  ))
