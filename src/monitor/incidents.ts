import type {IncidentView} from '../snapshot.ts'
import type {StandingAlert} from './alert-view.ts'
import type {Fact} from './journal.ts'
import {createRing} from './ring.ts'

/** Incidents kept; the oldest ended ones go first. */
const INCIDENTS_KEPT = 1_000
/** Facts remembered for incidents that are still to open, and how far before its beginning an incident looks for its causes. */
const FACTS_REMEMBERED = 1_000
const CAUSES_MS = 300_000
/** Evidence kept of one incident: enough to see what happened, not the whole log. */
const EVIDENCE_KEPT = 20

interface Incident {
  readonly id: string
  readonly alertname: string
  readonly severity: string
  readonly labels: Readonly<Record<string, string>>
  readonly startsAt: number
  firedAt: number | undefined
  endsAt: number | undefined
  peak: number
  readonly evidence: IncidentView['evidence'][number][]
  /** The last tick, by number, at which its alert stood. */
  round: number
}

/** The lives of alert instances, each with its evidence. */
export interface Incidents {
  /** The alerts as they stand after the tick `at`, and what has happened since the tick before. */
  tick(at: number, alerts: readonly StandingAlert[], facts: readonly Fact[]): void
  /** The clock has jumped: what is open ends where the old time ended. */
  endAll(at: number): void
  /** Oldest first. */
  views(): IncidentView[]
}

/** No incidents yet. */
export function createIncidents(): Incidents {
  const all: Incident[] = []
  /** By the id of the alert. */
  const open = new Map<string, Incident>()
  /** Those that still take evidence, by their plugin, undefined where they have none: a fact finds its own at once. */
  const collecting = new Map<string | undefined, Set<Incident>>()
  const remembered = createRing<Fact>(FACTS_REMEMBERED)
  /** The incidents of the last tick in the order of its alerts, which seldom changes. */
  const places: (Incident | undefined)[] = []
  let round = 0

  function openIncident({id, alertname, severity, labels, activeAt, value}: StandingAlert): Incident {
    const incident: Incident = {
      id,
      alertname,
      severity,
      labels,
      startsAt: activeAt,
      firedAt: undefined,
      endsAt: undefined,
      peak: value,
      evidence: [],
      round,
    }
    open.set(id, incident)
    all.push(incident)
    if (all.length > INCIDENTS_KEPT)
      all.splice(
        Math.max(
          0,
          all.findIndex(({endsAt}) => endsAt !== undefined),
        ),
        1,
      )
    return incident
  }

  function end(incident: Incident, at: number): void {
    incident.endsAt = at
    // Another life of the alert may have taken its place.
    if (open.get(incident.id) === incident) open.delete(incident.id)
    stopCollecting(incident)
  }

  function collect(incident: Incident, news: readonly Fact[]): void {
    for (const fact of news) if (isEvidence(fact, incident) && !take(incident, fact)) return
    const plugin = incident.labels['plugin_name']
    const others = collecting.get(plugin)
    if (others === undefined) collecting.set(plugin, new Set([incident]))
    else others.add(incident)
  }

  function stopCollecting(incident: Incident): void {
    const plugin = incident.labels['plugin_name']
    const others = collecting.get(plugin)
    others?.delete(incident)
    if (others?.size === 0) collecting.delete(plugin)
  }

  function tell(plugin: string | undefined, fact: Fact): void {
    for (const incident of collecting.get(plugin) ?? [])
      if (isEvidence(fact, incident) && !take(incident, fact)) stopCollecting(incident)
  }

  /** The incident of an alert, if this life of it is known. */
  function find({id, activeAt}: StandingAlert, place: number): Incident | undefined {
    const last = places[place]
    const incident = last?.id === id && last.endsAt === undefined ? last : open.get(id)
    return incident?.startsAt === activeAt ? incident : undefined
  }

  return {
    tick(at, alerts, facts) {
      round++
      const fresh: Incident[] = []
      places.length = alerts.length
      for (let place = 0; place < alerts.length; place++) {
        const alert = alerts[place]!
        if (alert.state === 'resolved') continue
        let incident = find(alert, place)
        if (incident === undefined) {
          const before = open.get(alert.id)
          if (before !== undefined) end(before, at)
          fresh.push((incident = openIncident(alert)))
        }
        places[place] = incident
        incident.round = round
        incident.firedAt = alert.firedAt
        if (Math.abs(alert.value) > Math.abs(incident.peak) || Number.isNaN(incident.peak)) incident.peak = alert.value
      }
      for (const incident of open.values()) if (incident.round !== round) end(incident, at)
      for (const fact of facts) {
        remembered.push(fact)
        tell(fact.pluginName, fact)
        if (fact.pluginName !== undefined) tell(undefined, fact)
      }
      if (fresh.length === 0) return
      const news = remembered.values()
      for (const incident of fresh) collect(incident, news)
    },
    endAll(at) {
      for (const incident of open.values()) incident.endsAt = at
      open.clear()
      collecting.clear()
    },
    views: () =>
      all.map(({alertname, severity, labels, startsAt, firedAt, endsAt, peak, evidence}) => ({
        alertname,
        severity,
        labels,
        startsAt,
        firedAt,
        endsAt,
        peak,
        evidence: [...evidence],
      })),
  }
}

/** Whether it is about the incident's plugin, or, where that has none, about its instance, and not long before it. */
function isEvidence(fact: Fact, {labels: {instance, plugin_name: plugin}, startsAt}: Incident): boolean {
  return (
    fact.what.at >= startsAt - CAUSES_MS &&
    (instance === undefined || fact.instance === instance) &&
    (plugin === undefined || fact.pluginName === plugin)
  )
}

/** False once there is no room for more. */
function take({evidence}: Incident, {what}: Fact): boolean {
  evidence.push(what)
  return evidence.length < EVIDENCE_KEPT
}
