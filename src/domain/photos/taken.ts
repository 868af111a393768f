/** A photo as Telegram announces it; the original is fetched later. */
export interface TakenPhoto {
  fileId: string;
  fileUniqueId: string;
  /** Sent as a file. */
  document: boolean;
  width: number | null;
  height: number | null;
}

interface TelegramFile {
  file_id: string;
  file_unique_id: string;
  width?: number;
  height?: number;
}

/** The photo of a message, the largest of its sizes; a file counts when it is a picture. Null when there is none. */
export function photoOf(message: {
  photo?: readonly TelegramFile[];
  document?: TelegramFile & { mime_type?: string };
}): TakenPhoto | null {
  const { photo, document } = message;
  const largest = photo?.at(-1);
  if (largest !== undefined) return taken(largest, false);
  return document?.mime_type?.startsWith('image/') === true ? taken(document, true) : null;
}

function taken(file: TelegramFile, document: boolean): TakenPhoto {
  return {
    fileId: file.file_id,
    fileUniqueId: file.file_unique_id,
    document,
    width: file.width ?? null,
    height: file.height ?? null,
  };
}
