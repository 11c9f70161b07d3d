import type {Random} from './random.ts'

/** What a plugin is there to show. */
export type Role = 'sound' | 'slow' | 'flapping' | 'erring' | 'bad-format' | 'missing-dependency' | 'timing-out'

/** A make-believe plugin. */
export interface DemoPlugin {
  readonly name: string
  readonly version: string
  readonly role: Role
  /** How the host knows its use of CPU and memory; undefined where it cannot. */
  readonly method?: 'process' | 'thread' | 'sampled' | undefined
  /** Half of its loads take less, in milliseconds. */
  readonly loadMs: number
}

/** The plugins that make trouble when a scenario lets them; all others are sound. */
const ROLES: Readonly<Record<string, Role>> = {
  'search-index': 'slow',
  'chat-bridge': 'flapping',
  payments: 'erring',
  'pdf-export': 'bad-format',
  'geo-maps': 'missing-dependency',
  'sso-saml': 'timing-out',
}

const NAMES = [
  'auth catalog search-index chat-bridge payments pdf-export geo-maps sso-saml audit-log backup',
  'billing cache calendar comments csv-import dashboard email feature-flags gallery git-sync',
  'graphql healthcheck i18n image-resize inventory ldap markdown metrics notifications oauth',
  'push queue rate-limit reports scheduler sitemap tagging themes webhooks workflow',
]
  .join(' ')
  .split(' ')

const METHODS = ['process', 'thread', 'sampled', undefined] as const

/** `count` plugins; past the 40 that have names of their own they are numbered. */
export function createPlugins(count: number, random: Random): DemoPlugin[] {
  return Array.from({length: count}, (_, index) => {
    const name = NAMES[index] ?? `${NAMES[index % NAMES.length]!}-${Math.floor(index / NAMES.length) + 1}`
    return {
      name,
      version: `${1 + random.below(4)}.${random.below(10)}.${random.below(20)}`,
      role: ROLES[name] ?? 'sound',
      method: METHODS[index % METHODS.length],
      loadMs: random.between(20, 70),
    }
  })
}
