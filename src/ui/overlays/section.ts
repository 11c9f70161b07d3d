import type {Line} from '../line.ts'

/** Lines under a heading, a blank line before it; nothing at all where there are no lines. */
export function section(title: string, lines: readonly Line[]): Line[] {
  return lines.length === 0 ? [] : [[], [[title, 'strong']], ...lines]
}
