/**
 * Gives what the pipeline knows of files: reading only, injected by the entry points, so that a pull request's blobs, a
 * folder on disk and a patched text all look alike. Paths are absolute, with forward slashes.
 */
export interface FileSystem {
  /** The file's bytes, or undefined if it cannot be read. */
  readFile(path: string): Uint8Array | undefined;
  fileExists(path: string): boolean;
  directoryExists(path: string): boolean;
  /** Names of the entries, files and folders apart; empty where it cannot be read. */
  readDirectory(path: string): { readonly files: readonly string[]; readonly directories: readonly string[] };
  /** With every link followed; the path itself where it does not exist. */
  realPath(path: string): string;
}
