/** `host:80` → `host`, as Prometheus' stripPort: what is no host with a port stays as it is. */
export function stripPort(hostPort: string): string {
  return splitHostPort(hostPort)?.host ?? hostPort
}

/** `db.example.org:80` → `db:80`, as Prometheus' stripDomain; addresses stay as they are. */
export function stripDomain(hostPort: string): string {
  const split = splitHostPort(hostPort)
  const host = split?.host ?? hostPort
  if (isAddress(host)) return hostPort
  const name = host.split('.')[0] ?? ''
  if (split === undefined || split.port === '') return name
  return name.includes(':') ? `[${name}]:${split.port}` : `${name}:${split.port}`
}

/** Go's net.SplitHostPort; undefined where it fails. */
function splitHostPort(text: string): {host: string; port: string} | undefined {
  const match = /^(?:\[([^[\]]*)\]|([^:[\]]*)):([^:[\]]*)$/.exec(text)
  return match === null ? undefined : {host: match[1] ?? match[2] ?? '', port: match[3] ?? ''}
}

/** Whether Go's net.ParseIP takes it: four numbers without leading zeros, or IPv6 without a zone. */
function isAddress(host: string): boolean {
  return isV4(host) || isV6(host)
}

function isV4(host: string): boolean {
  const parts = host.split('.')
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
}

function isV6(host: string): boolean {
  const halves = host.split('::')
  if (halves.length > 2 || !host.includes(':')) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  const last = groups.at(-1) ?? ''
  const isMixed = last.includes('.')
  const plain = isMixed ? groups.slice(0, -1) : groups
  if (isMixed && (!isV4(last) || host.endsWith('::'))) return false
  const count = plain.length + (isMixed ? 2 : 0)
  return plain.every((group) => /^[\da-f]{1,4}$/i.test(group)) && (halves.length === 2 ? count < 8 : count === 8)
}
