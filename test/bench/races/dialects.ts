import {statSync} from 'node:fs'
import type {Comparison, Contender, Race} from '../contender.ts'
import {DIALECTS, foreignLog} from '../data/foreign-logs.ts'
import {writeLines} from '../data/write-lines.ts'
import type {Lab} from '../lab.ts'

/** As many as in the native log of the other races. */
const LINES = 2_000_000
const QUICK_LINES = 100_000
const START_MS = Date.UTC(2026, 0, 1)

/** Where an event has what is counted. */
const PINO = {
  level: 'event["level"]',
  plugin: 'event["plugin"]',
  error: 'event["err"]["type"] if "err" in event else None',
}

/** How a person would count lines by level, by plugin and errors by type in Python; of loads, how long they took. */
const SCRIPTS: Readonly<Record<string, string>> = {
  pino: ofJson('line', PINO),
  "pino in Docker's log": ofJson('json.loads(line)["log"]', PINO),
  'python-json-logger': ofJson('line', {
    level: 'event["levelname"]',
    plugin: 'event["plugin_name"]',
    error: 'event.get("error_type")',
  }),
  "a loader's python-json-logger": ofJson('line', {
    level: 'event["levelname"]',
    plugin: `event["message"].split("'")[1] if "'" in event["message"] else event["message"].split()[-1]`,
    error: 'event["exc_info"].splitlines()[-1].split(":")[0] if "exc_info" in event else None',
  }),
  logfmt: `
import re, sys
from collections import Counter
FIELD = re.compile(r'(\\w+)=("(?:[^"\\\\\\\\]|\\\\\\\\.)*"|\\S*)')
levels, plugins, errors = Counter(), Counter(), Counter()
for line in open(sys.argv[1], encoding="utf-8"):
    event = dict(FIELD.findall(line))
    levels[event["level"]] += 1
    plugins[event["plugin"]] += 1
    if "error_type" in event:
        errors[event["error_type"]] += 1
print(levels, plugins, errors)
`,
  "text of Python's logging": `
import re, sys
from collections import Counter
LINE = re.compile(r"(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3}) - (\\S+) - (\\w+) - Plugin '([^']*)': (?:(\\w+Error): )?(.*)")
levels, plugins, errors = Counter(), Counter(), Counter()
for line in open(sys.argv[1], encoding="utf-8"):
    found = LINE.match(line)
    levels[found[3]] += 1
    plugins[found[4]] += 1
    if found[5]:
        errors[found[5]] += 1
print(levels, plugins, errors)
`,
  'loads in such a text': `
import re, sys
from collections import defaultdict
LINE = re.compile(r"(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3}) - (\\S+) - (\\w+) - Plugin '([^']*)' loaded in (\\d+)ms")
loads = defaultdict(list)
for line in open(sys.argv[1], encoding="utf-8"):
    found = LINE.match(line)
    loads[found[4]].append(int(found[5]))
for plugin, took in sorted(loads.items()):
    took.sort()
    print(plugin, len(took), *(took[len(took) * q // 100] for q in (50, 90, 99)))
`,
}

function ofJson(line: string, {level, plugin, error}: typeof PINO): string {
  return `
import json, sys
from collections import Counter
levels, plugins, errors = Counter(), Counter(), Counter()
for line in open(sys.argv[1], encoding="utf-8"):
    event = json.loads(${line})
    levels[${level}] += 1
    plugins[${plugin}] += 1
    error = ${error}
    if error:
        errors[error] += 1
print(levels, plugins, errors)
`
}

/** Logs of programs that know nothing of plugmon, against Python with a dictionary. */
export function raceDialects(lab: Lab): Race {
  const count = lab.isQuick ? QUICK_LINES : LINES
  const python = lab.which('python3')
  const contenders: Contender[] = []
  const comparisons: Comparison[] = []
  let bytes = 0
  for (const [index, dialect] of Object.keys(DIALECTS).entries()) {
    const path = lab.file(`foreign-${String(index)}.log`, (target) =>
      writeLines(target, foreignLog(dialect, count, START_MS, 1)),
    )
    bytes += statSync(path).size
    const name = `report of ${dialect}`
    const peer = `python3 on ${dialect}`
    if (python !== undefined) {
      const script = lab.file(`foreign-${String(index)}.py`, () => SCRIPTS[dialect]!)
      contenders.push(lab.program(peer, [python, script, path]))
    }
    contenders.push(...lab.ours(name, ['report', '-o', 'json', '--no-builtin-rules', path]))
    comparisons.push({what: `report of ${dialect}`, of: name, over: [peer]})
  }
  const mib = Math.round(bytes / 2 ** 20 / Object.keys(DIALECTS).length)
  return {
    name: 'dialects',
    title: `${count.toLocaleString('en')} lines of other programs' logs, ${String(mib)} MiB each`,
    unit: 'CPU s',
    amount: {count, of: 'lines'},
    contenders,
    comparisons,
    skipped: python === undefined ? [{name: 'python3', why: 'not on the PATH'}] : [],
  }
}
