import {wasm} from './assembly/index.ts?wasm'

/** What the program exports: assembly/index.ts says what each of them is for. */
interface Program {
  readonly memory: WebAssembly.Memory
  inputAddress(): number
  inputBytes(): number
  recordsAddress(): number
  entriesAddress(): number
  scan(length: number, receivedAt: number): number
  lineCount(): number
  unknownKeyCount(): number
  labelCount(): number
  isNearlyFull(): number
  clear(): void
  addMeaning(at: number, length: number, meaning: number): void
  addRole(at: number, length: number, role: number): void
  readDialects(): void
  setStart(state: number): void
  setQuoted(upper: number, lower: number, longest: number): void
  setPair(longest: number): void
  addSuffix(at: number, length: number): void
  statesAddress(): number
  endsAddress(): number
  addLiteral(at: number, length: number): void
  setType(type: number, needed: number, known: number): void
}

/** A program of its own with its memory, which is some 12 MiB of address space; only what is used becomes memory. */
export interface ScannerMemory {
  readonly program: Program
  /** The memory as bytes, as 32-bit words and as doubles: it never grows, so they stay valid. */
  readonly bytes: Buffer
  readonly words: Int32Array<ArrayBuffer>
  readonly doubles: Float64Array<ArrayBuffer>
}

let compiled: WebAssembly.Module | undefined

/** Starts the program; it is compiled once. */
export function createScannerMemory(): ScannerMemory {
  compiled ??= new WebAssembly.Module(wasm)
  const program = new WebAssembly.Instance(compiled).exports as unknown as Program
  const {buffer} = program.memory
  return {program, bytes: Buffer.from(buffer), words: new Int32Array(buffer), doubles: new Float64Array(buffer)}
}
