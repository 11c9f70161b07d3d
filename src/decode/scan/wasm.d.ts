/** A program in AssemblyScript, compiled when plugmon is built: see build/assembly.mjs. */
declare module '*?wasm' {
  export const wasm: Uint8Array
}

/** As much of the standard as is used: the types of Node do not have it. */
declare namespace WebAssembly {
  interface Module {
    readonly module: never
  }
  const Module: new (bytes: Uint8Array) => Module
  const Instance: new (module: Module) => {readonly exports: object}
  interface Memory {
    readonly buffer: ArrayBuffer
  }
}
