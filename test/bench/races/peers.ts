import {dirname, join} from 'node:path'
import type {Lab} from '../lab.ts'

/** A tool that one would take otherwise, and how it is asked for the loads by plugin (count, p50, p90, p99) and the errors by type. */
interface Peer {
  readonly name: string
  readonly program: string
  /** It takes so long that it is asked but twice. */
  readonly isSlow?: true
  /** Several programs, whose memory is not known. */
  readonly isPipeline?: true
  /** `write` makes a file of the lab and gives its path. */
  command(path: string, log: string, write: Lab['file']): readonly string[]
}

const PYTHON = `
import json, sys
from collections import Counter, defaultdict
loads, errors = defaultdict(list), Counter()
for line in open(sys.argv[1], encoding="utf-8"):
    event = json.loads(line)
    if event["type"] == "span" and event["name"] == "plugin.load":
        loads[event["tags"]["plugin_name"]].append(event["duration_ms"])
    elif event["type"] == "error":
        errors[event["error_type"]] += 1
for plugin, durations in sorted(loads.items()):
    durations.sort()
    print(plugin, len(durations), *(durations[int(q * (len(durations) - 1))] for q in (0.5, 0.9, 0.99)))
print(errors)
`

/** jq picks, sort brings into order, awk counts: more than twice as fast as jq alone. */
const JQ = `
"$1" -r 'if .type == "span" and .name == "plugin.load" then "load \\(.tags.plugin_name) \\(.duration_ms)"
  elif .type == "error" then "error \\(.error_type) 0" else empty end' "$2" |
LC_ALL=C sort -k 1,2 -k 3,3n |
awk 'function say() { print key, n, d[int((n - 1) * 0.5)], d[int((n - 1) * 0.9)], d[int((n - 1) * 0.99)] }
  $1 " " $2 != key { if (n) say(); key = $1 " " $2; n = 0 } { d[n++] = $3 } END { say() }'
`

/** Miller's verbs in a row: what is asked for, by what it is grouped, the figures. */
const MILLER = [
  ['filter', '$type == "error" || ($type == "span" && $name == "plugin.load")'],
  ['put', 'if ($type == "span") {$what = $tags["plugin_name"]} else {$what = $error_type; $duration_ms = 0}'],
  ['stats1', '-a', 'count,p50,p90,p99', '-f', 'duration_ms', '-g', 'type,what'],
]

const MTAIL = `
histogram loads by plugin buckets 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000
counter errors by error_type
/"type":"span".*"name":"plugin.load".*"duration_ms":(?P<duration>[0-9.]+).*"plugin_name":"(?P<plugin>[^"]+)"/ {
  loads[$plugin] = $duration
}
/"type":"error".*"error_type":"(?P<error_type>[^"]+)"/ {
  errors[$error_type]++
}
`

const LNAV_FORMAT = JSON.stringify({
  plugin_events: {
    title: 'plugin events',
    json: true,
    'timestamp-field': 'time',
    'body-field': 'message',
    'hide-extra': true,
    'line-format': [{field: '__timestamp__'}, ' ', {field: 'type'}],
    value: {
      type: {kind: 'string', identifier: true},
      name: {kind: 'string'},
      duration_ms: {kind: 'float'},
      error_type: {kind: 'string'},
      'tags/plugin_name': {kind: 'string'},
    },
  },
})

/** In the order in which they are run; `wc` reads and counts lines, and is the least that a reader can cost. */
export const PEERS: readonly Peer[] = [
  {name: 'wc -l', program: 'wc', command: (path, log) => [path, '-l', log]},
  {
    name: 'python3, json and dict',
    program: 'python3',
    command: (path, log, write) => [path, write('question.py', () => PYTHON), log],
  },
  {
    name: 'jq | sort | awk',
    program: 'jq',
    isSlow: true,
    isPipeline: true,
    command: (path, log, write) => ['sh', write('question.sh', () => JQ), path, log],
  },
  {
    name: 'miller',
    program: 'mlr',
    isSlow: true,
    command: (path, log) => {
      const verbs = MILLER.flatMap((verb, index) => [...(index > 0 ? ['then'] : []), ...verb])
      return [path, '--ijsonl', '--ojson', '--from', log, ...verbs]
    },
  },
  {
    name: 'mtail, buckets only',
    program: 'mtail',
    isSlow: true,
    command: (path, log, write) => [
      path,
      '--one_shot',
      '--logs',
      log,
      '--progs',
      write('question.mtail', () => MTAIL),
      '--logtostderr',
    ],
  },
  {
    name: 'lnav, counts only',
    program: 'lnav',
    isSlow: true,
    command: (path, log, write) => {
      const queries = [
        `;SELECT "tags/plugin_name", count(*), avg(duration_ms) FROM plugin_events WHERE type = 'span' GROUP BY 1`,
        ";SELECT error_type, count(*) FROM plugin_events WHERE type = 'error' GROUP BY error_type",
      ]
      const format = write('lnav/formats/plugin_events/format.json', () => LNAV_FORMAT)
      const settings = join(dirname(format), '../..')
      return [path, '-n', '-I', settings, ...queries.flatMap((query) => ['-c', query]), log]
    },
  },
]
