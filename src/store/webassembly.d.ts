// Node has WebAssembly; TypeScript declares it only together with a browser's whole DOM.
declare namespace WebAssembly {
  interface Instance {
    readonly exports: Record<string, unknown>;
  }
  function instantiate(
    bytes: Uint8Array,
    imports: Record<string, Record<string, unknown>>,
  ): Promise<{ readonly instance: Instance }>;
}
