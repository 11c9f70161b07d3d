import type {Mark, Snapshot} from './snapshot.ts'

/** One change as it happens: what `watch` prints where there is no screen. */
export type Change =
  | {
      readonly type: 'alert'
      readonly at: number
      readonly alertname: string
      readonly severity: string
      readonly state: 'pending' | 'firing' | 'resolved' | 'inactive'
      readonly labels: Readonly<Record<string, string>>
      readonly annotations: Readonly<Record<string, string>>
      readonly value: number
      readonly activeAt: number
    }
  | {
      readonly type: 'state'
      readonly at: number
      readonly instance: string
      readonly pluginName: string
      readonly version?: string | undefined
      readonly oldState?: string | undefined
      readonly newState: string
      readonly reason?: string | undefined
    }
  | {
      readonly type: 'critical'
      readonly at: number
      readonly instance: string
      readonly pluginName?: string | undefined
      readonly message: string
    }
  | {
      readonly type: 'source'
      readonly at: number
      readonly source: string
      readonly instance: string
      readonly state: string
      readonly text: string
    }
  | {
      readonly type: 'mark'
      readonly at: number
      readonly kind: Mark['kind']
      readonly instance: string
      readonly text: string
    }
  | {readonly type: 'summary'; readonly at: number; readonly snapshot: Snapshot}
