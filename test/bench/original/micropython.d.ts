/** What is used here of a package without types. */
declare module '@micropython/micropython-webassembly-pyscript' {
  export interface MicroPython {
    readonly FS: { writeFile(path: string, text: string): void };
    readonly globals: { get(name: string): unknown };
    runPython(code: string): unknown;
  }
  export function loadMicroPython(options: { stdout: (line: string) => void }): Promise<MicroPython>;
}
