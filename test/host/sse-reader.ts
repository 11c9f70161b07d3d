import {get, type IncomingMessage} from 'node:http'

/** A raw SSE message as it came over the wire. */
interface SseMessage {
  readonly type: string
  readonly id: string
  readonly data: Record<string, unknown>
}

/** A client of bare `http.get`: what it received, split by blank lines, with nothing interpreted away. */
export async function openSse(url: string, headers: Record<string, string> = {}) {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, {headers, agent: false}, resolve).on('error', reject)
  })
  const messages: SseMessage[] = []
  const comments: string[] = []
  let retry: string | undefined
  let rest = ''
  let isOver = false
  const read = (chunk: string) => {
    const parts = (rest + chunk).split('\n\n')
    rest = parts.pop()!
    for (const part of parts) {
      if (part.startsWith(':')) comments.push(part)
      else if (part.startsWith('retry: ')) retry = part.slice(7)
      else {
        const [, type, id, data] = /^event: (.*)\nid: (.*)\ndata: (.*)$/.exec(part) ?? []
        messages.push({type: type!, id: id!, data: JSON.parse(data!)})
      }
    }
  }
  response.setEncoding('utf8').on('error', () => {})
  response.on('close', () => (isOver = true))
  return {
    response,
    messages,
    comments,
    start: () => response.on('data', read),
    retry: () => retry,
    isOver: () => isOver,
    close: () => response.destroy(),
    types: () => messages.map(({type}) => type),
  }
}

/** The same, already reading. */
export async function readSse(url: string, headers?: Record<string, string>) {
  const client = await openSse(url, headers)
  client.start()
  return client
}
