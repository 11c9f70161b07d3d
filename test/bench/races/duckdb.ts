import {spawnSync} from 'node:child_process'
import {existsSync, mkdirSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import type {Lab} from '../lab.ts'

/** Too big (100 MB) to be a dependency of the project. */
const PACKAGE = '@duckdb/node-api'

/** One thread, and only the columns that the question needs. */
const SCRIPT = `
import {DuckDBInstance} from '@duckdb/node-api'
const connection = await (await DuckDBInstance.create(':memory:', {threads: '1'})).connect()
const columns = "{type: 'VARCHAR', name: 'VARCHAR', duration_ms: 'DOUBLE', error_type: 'VARCHAR', tags: 'STRUCT(plugin_name VARCHAR)'}"
await connection.run("CREATE VIEW events AS SELECT * FROM read_json('" + process.argv[2] + "', format = 'newline_delimited', columns = " + columns + ')')
const answer = await connection.runAndReadAll(\`
  SELECT CASE WHEN type = 'span' THEN tags.plugin_name ELSE error_type END AS what, type, count(*),
    quantile_cont(duration_ms, [0.5, 0.9, 0.99]) FILTER (WHERE type = 'span')
  FROM events WHERE (type = 'span' AND name = 'plugin.load') OR type = 'error' GROUP BY ALL ORDER BY ALL\`)
for (const row of answer.getRows()) console.log(String(row))
`

/** Installs DuckDB into the lab, once; gives the command line of its question about a log, or why there is none. */
export function askDuckDb(lab: Lab, log: string): readonly string[] | string {
  if (lab.isOffline) return 'would have to be installed (--offline)'
  const script = join(lab.folder, 'duckdb', 'question.mjs')
  const problem = existsSync(script) ? undefined : install(script)
  return problem ?? [process.execPath, script, log]
}

function install(script: string): string | undefined {
  const folder = dirname(script)
  mkdirSync(folder, {recursive: true})
  writeFileSync(join(folder, 'package.json'), '{"private": true, "type": "module"}')
  const options = ['--no-audit', '--no-fund', '--loglevel=error']
  const {status, stderr} = spawnSync('npm', ['install', ...options, PACKAGE], {cwd: folder, encoding: 'utf8'})
  if (status !== 0) return `npm install failed: ${stderr.trim().slice(0, 200)}`
  writeFileSync(script, SCRIPT)
  return undefined
}
