import type {IncidentView} from '../snapshot.ts'
import type {AlertTurn} from './alert-changes.ts'
import type {KeptAlert} from './alert-view.ts'
import {createFactMemory} from './fact-memory.ts'
import type {Fact} from './journal.ts'

/** Incidents kept; the oldest ended ones go first. */
const INCIDENTS_KEPT = 1_000
/** Facts remembered for incidents that are still to open, and how far before its beginning an incident looks for its causes. */
const FACTS_REMEMBERED = 1_000
const CAUSES_MS = 300_000
/** Evidence kept of one incident: enough to see what happened, not the whole log. */
const EVIDENCE_KEPT = 20

interface Incident {
  /** As it stands, or as it stood when it ended. */
  alert: Pick<KeptAlert, 'alertname' | 'severity' | 'labels' | 'firedAt' | 'peak'>
  readonly startsAt: number
  endsAt: number | undefined
  readonly evidence: IncidentView['evidence'][number][]
}

/** The lives of alert instances, each with its evidence. */
export interface Incidents {
  /** What has happened to the alerts at the tick `at`, and what else since the tick before. */
  tick(at: number, turn: Pick<AlertTurn, 'begun' | 'ended'>, facts: readonly Fact[]): void
  /** The clock has jumped: what is open ends where the old time ended. */
  endAll(at: number): void
  /** Oldest first. */
  views(): IncidentView[]
}

/** No incidents yet. */
export function createIncidents(): Incidents {
  const all: Incident[] = []
  const open = new Map<KeptAlert, Incident>()
  /** Those that still take evidence, by their plugin, undefined where they have none: a fact finds its own at once. */
  const collecting = new Map<string | undefined, Set<Incident>>()
  const remembered = createFactMemory(FACTS_REMEMBERED)

  function begin(alert: KeptAlert): void {
    const incident: Incident = {alert, startsAt: alert.activeAt, endsAt: undefined, evidence: []}
    open.set(alert, incident)
    all.push(incident)
    if (all.length > INCIDENTS_KEPT)
      all.splice(
        Math.max(
          0,
          all.findIndex(({endsAt}) => endsAt !== undefined),
        ),
        1,
      )
    collect(incident)
  }

  function end(incident: Incident, at: number): void {
    const {alertname, severity, labels, firedAt, peak} = incident.alert
    incident.alert = {alertname, severity, labels, firedAt, peak}
    incident.endsAt = at
    stopCollecting(incident)
  }

  function collect(incident: Incident): void {
    const plugin = pluginOf(incident)
    for (const fact of remembered.about(plugin)) if (isEvidence(fact, incident) && !take(incident, fact)) return
    const others = collecting.get(plugin)
    if (others === undefined) collecting.set(plugin, new Set([incident]))
    else others.add(incident)
  }

  function stopCollecting(incident: Incident): void {
    const plugin = pluginOf(incident)
    const others = collecting.get(plugin)
    others?.delete(incident)
    if (others?.size === 0) collecting.delete(plugin)
  }

  function tell(plugin: string | undefined, fact: Fact): void {
    for (const incident of collecting.get(plugin) ?? [])
      if (isEvidence(fact, incident) && !take(incident, fact)) stopCollecting(incident)
  }

  return {
    tick(at, {begun, ended}, facts) {
      for (const alert of ended) {
        const incident = open.get(alert)
        if (incident !== undefined) end(incident, at)
        open.delete(alert)
      }
      for (const fact of facts) {
        remembered.push(fact)
        tell(fact.pluginName, fact)
        if (fact.pluginName !== undefined) tell(undefined, fact)
      }
      for (const alert of begun) begin(alert)
    },
    endAll(at) {
      for (const incident of open.values()) end(incident, at)
      open.clear()
    },
    views: () =>
      all.map(({alert: {alertname, severity, labels, firedAt, peak}, startsAt, endsAt, evidence}) => ({
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

function pluginOf({alert}: Incident): string | undefined {
  return alert.labels['plugin_name']
}

/** Whether it is about the incident's plugin, or, where that has none, about its instance, and not long before it. */
function isEvidence(fact: Fact, {alert, startsAt}: Incident): boolean {
  const {instance, plugin_name: plugin} = alert.labels
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
