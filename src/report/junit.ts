/** One test file's outcome. */
export interface TestedFile {
  readonly file: string
  readonly results: readonly {readonly name: string; readonly failures: readonly string[]}[]
}

/** The outcomes as JUnit XML, as CI systems read it: a suite a file, a case a test. */
export function junitXml(files: readonly TestedFile[]): string {
  const suites = files.map(({file, results}) => {
    const failed = results.filter(({failures}) => failures.length > 0).length
    const cases = results.map((result) => testCase(file, result))
    return `  <testsuite name="${escape(file)}" tests="${String(results.length)}" failures="${String(failed)}">\n${cases.join('')}  </testsuite>\n`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}</testsuites>\n`
}

function testCase(file: string, {name, failures}: TestedFile['results'][number]): string {
  const open = `    <testcase classname="${escape(file)}" name="${escape(name)}"`
  if (failures.length === 0) return `${open}/>\n`
  const text = failures.join('\n')
  return `${open}>\n      <failure message="${escape(failures[0]!.trim().split('\n')[0]!)}">${escape(text)}</failure>\n    </testcase>\n`
}

const ENTITIES: Readonly<Record<string, string>> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'}

/** XML 1.0 has no control characters but tab and the line ends. */
function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ENTITIES[sign]!).replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/g, '\uFFFD')
}
