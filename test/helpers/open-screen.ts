import {rm} from 'node:fs/promises'
import {dirname} from 'node:path'
import {pathToFileURL} from 'node:url'
import type {Snapshot} from '../../src/snapshot.ts'
import type {ScreenOptions} from '../../src/ui/screen.tsx'
import type {ExitReason} from '../../src/ui/terminal/process-end.ts'
import {bundleScreen} from './bundle-screen.ts'
import {AT, createFakeSource} from './snapshot-fixture.ts'
import {createVirtualTerminal} from './virtual-terminal.ts'

/** The screen as it ships: bundled, with Ink's modules replaced. */
export async function loadScreen() {
  const file = await bundleScreen('src/ui/screen.tsx')
  const screen = (await import(pathToFileURL(file).href)) as {
    startScreen: (options: ScreenOptions) => Promise<ExitReason>
  }
  await rm(dirname(file), {recursive: true})

  return function openScreen(snapshot: Snapshot, columns: number, rows: number, options: Partial<ScreenOptions> = {}) {
    const virtual = createVirtualTerminal(columns, rows)
    const source = createFakeSource(snapshot)
    const ended = screen.startScreen({
      source,
      color: 'never',
      input: virtual.input,
      output: virtual.output,
      now: () => AT + 300,
      offsetMinutes: () => 0,
      ...options,
    })
    return {
      ...virtual,
      source,
      ended,
      async close() {
        await virtual.type('\x03')
        await ended
        virtual.close()
      },
    }
  }
}
