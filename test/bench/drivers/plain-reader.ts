/** `node plain-reader.mjs URL`: reads an SSE stream in the plainest way, a JSON.parse for each event, and counts them by type. */
import {get} from 'node:http'

const counts = new Map<string, number>()
get(process.argv[2]!, (response) => {
  let rest = ''
  response.setEncoding('utf8')
  response.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!
    for (const line of lines) {
      if (!line.startsWith('data: ')) continue
      const {type} = JSON.parse(line.slice('data: '.length)) as {type: string}
      counts.set(type, (counts.get(type) ?? 0) + 1)
    }
  })
})

process.on('SIGTERM', () => {
  const {user, system} = process.cpuUsage()
  process.stdout.write(JSON.stringify({cpuSeconds: (user + system) / 1e6, types: counts.size}), () => process.exit())
})
