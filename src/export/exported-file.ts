/** A file that is to be written: its path within the folder, and its text. */
export interface ExportedFile {
  readonly path: string;
  readonly text: string;
}
