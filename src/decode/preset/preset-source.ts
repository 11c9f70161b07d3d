/** A preset as its file has it, read and tried: patterns are still text (RE2 syntax), and what is absent is undefined or not there. */
export interface PresetSource {
  readonly name: string
  readonly formats: readonly {readonly name: string; readonly match: string}[]
  readonly rules: readonly {
    readonly name: string
    readonly match: string
    readonly state?: string | undefined
    readonly from?: string | undefined
    readonly span?: string | undefined
    readonly level?: string | undefined
  }[]
  readonly names: readonly string[]
}
