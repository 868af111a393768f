/** A file as it came in a request. */
export interface Upload {
  content: Buffer;
  file_name: string;
  mime_type?: string | undefined;
}
