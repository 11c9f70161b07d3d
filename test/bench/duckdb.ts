import {spawnSync} from 'node:child_process'
import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import type {Skipped} from './contender.ts'
import type {Lab} from './lab.ts'

/** Too big (100 MB) to be a dependency of the project. */
const PACKAGE = '@duckdb/node-api'

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

/** Installs DuckDB into the lab; gives the program that asks it, or why there is none. */
export function installDuckDb(lab: Lab): string | Skipped {
  const name = 'duckdb'
  if (lab.isOffline) return {name, why: 'would have to be installed (--offline)'}
  const folder = join(lab.folder, 'duckdb')
  mkdirSync(folder, {recursive: true})
  writeFileSync(join(folder, 'package.json'), '{"private": true, "type": "module"}')
  const installed = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', PACKAGE], {
    cwd: folder,
    encoding: 'utf8',
  })
  if (installed.status !== 0) return {name, why: `npm install failed: ${installed.stderr.trim().slice(0, 200)}`}
  const script = join(folder, 'question.mjs')
  writeFileSync(script, SCRIPT)
  return script
}
