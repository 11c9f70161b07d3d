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
  readonly alertname: string
  readonly severity: string
  readonly labels: Readonly<Record<string, string>>
  readonly startsAt: number
  firedAt: number | undefined
  endsAt: number | undefined
  peak: number
  readonly evidence: IncidentView['evidence'][number][]
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
  const open = new Map<string, Incident>()
  const remembered = createRing<Fact>(FACTS_REMEMBERED)

  function openIncident(key: string, {alertname, severity, labels, activeAt, value}: StandingAlert): Incident {
    const incident: Incident = {
      alertname,
      severity,
      labels,
      startsAt: activeAt,
      firedAt: undefined,
      endsAt: undefined,
      peak: value,
      evidence: [],
    }
    open.set(key, incident)
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

  return {
    tick(at, alerts, facts) {
      const seen = new Set<string>()
      facts.forEach(remembered.push)
      for (const alert of alerts) {
        if (alert.state === 'resolved') continue
        const key = `${alert.id}\n${String(alert.activeAt)}`
        seen.add(key)
        const known = open.get(key)
        const incident = known ?? openIncident(key, alert)
        incident.firedAt = alert.firedAt
        if (Math.abs(alert.value) > Math.abs(incident.peak) || Number.isNaN(incident.peak)) incident.peak = alert.value
        const news = known === undefined ? remembered.values() : facts
        collect(incident, news)
      }
      for (const [key, incident] of open) {
        if (seen.has(key)) continue
        incident.endsAt = at
        open.delete(key)
      }
    },
    endAll(at) {
      for (const incident of open.values()) incident.endsAt = at
      open.clear()
    },
    views: () => all.map((incident) => ({...incident, evidence: [...incident.evidence]})),
  }
}

/** Takes the facts about the incident's plugin, or, where it has none, about its instance. */
function collect({labels, evidence, startsAt}: Incident, facts: readonly Fact[]): void {
  const {instance, plugin_name: plugin} = labels
  for (const fact of facts) {
    if (fact.what.at < startsAt - CAUSES_MS) continue
    if (evidence.length >= EVIDENCE_KEPT) return
    if (instance !== undefined && fact.instance !== instance) continue
    if (plugin !== undefined && fact.pluginName !== plugin) continue
    evidence.push(fact.what)
  }
}
