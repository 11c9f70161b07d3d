import {formatDateTime} from '../../format/time.ts'
import type {Line} from '../line.ts'
import {logEntries} from '../panels/log.ts'
import type {Scene} from '../scene.ts'
import {wrapText} from '../wrap-text.ts'

/** One line of the log in full. */
export function logDetail(scene: Scene, id: string, width: number): readonly Line[] {
  const {theme, offsetMinutes} = scene
  const entry = logEntries(scene).find((each) => each.id === id)
  if (!entry) return [[['this line is not kept any more', 'dim']]]
  const {at, instance, log, mark, text} = entry
  const facts = [log?.level ?? mark?.kind, instance, log?.pluginName, log?.errorType].filter(
    (fact) => fact !== undefined,
  )
  return [
    [[formatDateTime(at, offsetMinutes), 'strong'], `  ${facts.map((fact) => theme.clean(fact)).join('  ')}`],
    [],
    ...wrapText(theme.clean(text), width).map((line): Line => [line]),
  ]
}
