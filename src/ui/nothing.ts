import type {Line} from './line.ts'
import type {Scene} from './scene.ts'

/** Whether no event has come yet: a zero would then be a claim, and a green sign a lie. */
export function hasNoData({snapshot}: Scene): boolean {
  return snapshot.totals.events === 0
}

/** What stands in a list of troubles that has no row: good news, but only where there was something to judge by. */
export function allWell(scene: Scene, text: string): Line {
  return hasNoData(scene) ? [['nothing seen yet', 'dim']] : [[scene.theme.glyphs.good, 'good'], ` ${text}`]
}
