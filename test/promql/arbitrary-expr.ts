import fc from 'fast-check'

const name = fc.constantFrom('up', 'plugin_errors', 'a:b', 'sum', 'offset', 'http_requests_total')
const label = fc.constantFrom('job', 'le', 'plugin_name', 'by', '"a b"')
const duration = fc.constantFrom('30s', '5m', '1h30m', '1w', '90', '1d2h')
const text = fc.oneof(
  fc.constantFrom('"x"', "'it\\'s'", '`raw\\d`', '"\\n\\u00e9"'),
  fc.string({maxLength: 8, unit: 'grapheme-ascii'}).map((value) => JSON.stringify(value)),
)
const matcher = fc
  .tuple(label, fc.constantFrom('=', '!=', '=~', '!~'), fc.constantFrom('"a"', '"a|b"', '".+"', '"[a-z]*x"'))
  .map((parts) => parts.join(''))
const labels = fc.uniqueArray(label, {maxLength: 3}).map((list) => `(${list.join(', ')})`)
const modifiers = fc
  .tuple(
    fc.constantFrom('', ' @ 12.5', ' @ start()', ' @ end()'),
    fc.oneof(
      fc.constant(''),
      duration.map((of) => ` offset ${of}`),
      duration.map((of) => ` offset -${of}`),
    ),
  )
  .map((parts) => parts.join(''))
const selector = fc
  .tuple(name, fc.array(matcher, {maxLength: 3}))
  .map(([metric, matchers]) => (matchers.length > 0 ? `${metric}{${matchers.join(', ')}}` : metric))
const number = fc.oneof(
  fc.double({noNaN: true, noDefaultInfinity: true}).map(String),
  fc.constantFrom('NaN', '0x1F', '1_000', '5m', '1e-9'),
)
const grouping = fc.tuple(fc.constantFrom('by', 'without'), labels).map(([word, list]) => `${word} ${list}`)

const letrec = fc.letrec<{vector: string; scalar: string; matrix: string}>((tie) => ({
  scalar: fc.oneof(
    {maxDepth: 3, depthIdentifier: 'expr'},
    number,
    fc.constant('time()'),
    tie('vector').map((inner) => `scalar(${inner})`),
    tie('scalar').map((inner) => `-${inner}`),
    fc.tuple(tie('scalar'), fc.constantFrom('+', '-', '*', '/', '%', '^'), tie('scalar')).map((all) => all.join(' ')),
  ),
  matrix: fc.oneof(
    {maxDepth: 3, depthIdentifier: 'expr'},
    fc.tuple(selector, duration, modifiers).map(([of, range, mods]) => `${of}[${range}]${mods}`),
    fc
      .tuple(tie('vector'), duration, fc.oneof(fc.constant(''), duration), modifiers)
      .map(([of, range, step, mods]) => `(${of})[${range}:${step}]${mods}`),
  ),
  vector: fc.oneof(
    {maxDepth: 4, depthIdentifier: 'expr'},
    fc.tuple(selector, modifiers).map((all) => all.join('')),
    tie('matrix').map((inner) => `rate(${inner})`),
    tie('vector').map((inner) => `(${inner})`),
    tie('vector').map((inner) => `-${inner}`),
    fc.tuple(tie('vector'), text).map(([of, value]) => `label_replace(${of}, "a", ${value}, "b", ".*")`),
    fc.tuple(fc.constantFrom('sum', 'MAX', 'count'), tie('vector')).map(([op, of]) => `${op}(${of})`),
    fc.tuple(grouping, tie('vector')).map(([by, of]) => `sum ${by} (${of})`),
    fc.tuple(tie('scalar'), tie('vector'), grouping).map(([k, of, by]) => `topk(${k}, ${of}) ${by}`),
    fc
      .tuple(
        tie('vector'),
        fc.constantFrom('+', '-', '*', '/', '%', '^', 'atan2', '==', '> bool', 'and', 'or', 'unless'),
        fc.oneof(
          fc.constant(''),
          labels.map((list) => `on ${list}`),
          labels.map((list) => `ignoring ${list}`),
        ),
        tie('vector'),
      )
      .map((all) => all.join(' ')),
    fc
      .tuple(
        tie('vector'),
        fc.constantFrom('* on (job) group_left ()', '< ignoring (le) group_right (x)'),
        tie('vector'),
      )
      .map((all) => all.join(' ')),
    fc.tuple(tie('vector'), fc.constantFrom('>', '==', '+', '^'), tie('scalar')).map((all) => `(${all.join(' ')})`),
  ),
}))

/** Texts of well-typed expressions over everything that the grammar has. */
export const arbitraryExpr = fc.oneof(letrec.vector, letrec.scalar, letrec.matrix)
