import type {Message} from './ring.ts'

/** Most plugins that a `hello` lists; a host with more is no longer a list that somebody reads. */
const MAX_PLUGINS = 10_000

type Fields = Record<string, unknown>

/** What the hello and state events so far add up to: who the host is and where each plugin stands. */
export interface Roster {
  /** Follows one message; only hello and state change anything. */
  apply(message: Message): void
  copy(): Roster
  /** No plugin is known. */
  isEmpty(): boolean
  /** A `hello` line that says it, stamped with the time of the last message; undefined before the first hello. */
  hello(): string | undefined
}

/** A roster that knows nothing, or what another one knew. */
export function createRoster(
  greeting?: Fields,
  plugins: ReadonlyMap<unknown, Fields> = new Map(),
  lastLine?: string,
): Roster {
  const known = new Map(plugins)

  function add({plugin_name, version, state}: Fields): void {
    if (known.size >= MAX_PLUGINS && !known.has(plugin_name)) return
    known.set(plugin_name, {plugin_name, version: version ?? known.get(plugin_name)?.['version'], state})
  }

  return {
    apply({type, line}) {
      lastLine = line
      if (type === 'hello') {
        greeting = JSON.parse(line) as Fields
        known.clear()
        for (const plugin of (greeting['plugins'] ?? []) as Fields[]) add(plugin)
      } else if (type === 'state') {
        const event = JSON.parse(line) as Fields
        add({...event, state: event['new_state']})
      }
    },
    copy: () => createRoster(greeting, known, lastLine),
    isEmpty: () => known.size === 0,
    hello() {
      if (!greeting || lastLine === undefined) return undefined
      const {time} = JSON.parse(lastLine) as Fields
      return JSON.stringify({...greeting, id: undefined, time, plugins: [...known.values()]})
    },
  }
}
