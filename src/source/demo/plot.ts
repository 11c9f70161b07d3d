/** From and to, in minutes after the beginning of a round. */
export type Span = readonly [from: number, to: number]

/** What happens in one round of a scenario, in minutes; rounds follow each other for ever. */
export interface Plot {
  readonly minutes: number
  /** When the host starts; each but the very first is announced by a bye. The first is at 0. */
  readonly starts: readonly number[]
  /** When the plugin system is down; ends with the next start. */
  readonly outage?: Span | undefined
  /** When plugins of these roles misbehave; else they are as sound as the others. */
  readonly slow?: Span | undefined
  readonly flapping?: Span | undefined
  readonly erring?: Span | undefined
  readonly failing?: Span | undefined
  /** When the log is flooded with DEBUG lines. */
  readonly floods?: readonly Span[] | undefined
}

const HEALTHY: Plot = {minutes: 20, starts: [0]}

/** Every plot by its scenario's name. */
export const PLOTS = {
  // Long enough each that the built-in alerts, which hold for 5 minutes over windows of 5, pass from pending to firing.
  story: {
    minutes: 20,
    starts: [0, 17.5],
    flapping: [1, 11.5],
    failing: [2, 12],
    slow: [2.5, 11.5],
    erring: [3, 11],
    outage: [12, 17.5],
  },
  healthy: HEALTHY,
  slow: {...HEALTHY, slow: [1, 14]},
  flapping: {...HEALTHY, flapping: [1, 14]},
  failing: {...HEALTHY, failing: [1, 14]},
  outage: {...HEALTHY, starts: [0, 13], outage: [2, 13]},
  restart: {minutes: 12, starts: [0, 3, 6, 6.5, 9]},
  flood: {
    ...HEALTHY,
    floods: [
      [2, 3],
      [6, 7],
      [12, 13],
    ],
  },
  'noisy-clock': HEALTHY,
} as const satisfies Record<string, Plot>
