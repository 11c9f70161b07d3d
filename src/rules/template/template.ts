import {execute} from './execute.ts'
import {hasFunction, templateFunctions, type TemplateOutside} from './functions.ts'
import {goLabels, type GoStruct, type GoValue} from './go-value.ts'
import {parse, type ParsedTemplate} from './parse.ts'

/** A parsed label or annotation of an alert rule, to be expanded as often as there are alerts. */
export interface Template {
  readonly parsed: ParsedTemplate
}

/** What a template sees of the alert. */
export interface TemplateData {
  readonly labels: Readonly<Record<string, string>>
  readonly externalLabels: Readonly<Record<string, string>>
  /** `$externalURL`. */
  readonly externalUrl: string
  /** The value of the expression; a native histogram as the text that Prometheus prints for it. */
  readonly value: number | {readonly histogram: string}
}

/** Prometheus puts these before every template; they count in the columns of its messages. */
const PREFIX =
  '{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}{{$externalURL := .ExternalURL}}{{$value := .Value}}'
const DATA_TYPE =
  'struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; Value interface {} }'

/**
 * Parses a label or an annotation of the alert as a Go template with the functions of Prometheus 3.5. Throws a PlugmonError of code
 * bad-rule with Prometheus' message: `template: __alert_NAME:1: function "now" not defined`.
 */
export function parseTemplate(text: string, alertname: string): Template {
  return {parsed: parse(PREFIX + text, `__alert_${alertname}`, hasFunction)}
}

/** Expands a template; where that fails the text says so, as in Prometheus: `<error expanding template: …>`. Never throws. */
export function expandTemplate({parsed}: Template, data: TemplateData, outside: TemplateOutside): string {
  try {
    return execute(parsed, goData(data), templateFunctions(outside))
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return `<error expanding template: error executing template ${parsed.name}: ${message}>`
  }
}

function goData({labels, externalLabels, externalUrl, value}: TemplateData): GoStruct {
  return {
    kind: 'struct',
    type: DATA_TYPE,
    fields: new Map<string, GoValue>([
      ['Labels', goLabels(labels)],
      ['ExternalLabels', goLabels(externalLabels)],
      ['ExternalURL', externalUrl],
      [
        'Value',
        typeof value === 'number' ? value : {kind: 'opaque', type: '*histogram.FloatHistogram', text: value.histogram},
      ],
    ]),
  }
}
