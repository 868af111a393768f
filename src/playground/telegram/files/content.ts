import type { Document, PhotoSize } from 'grammy/types';
import type { ChatMessage, StoredMedia } from '../state/index.js';

/** The part of a message that shows a file. */
export function mediaContent(media: StoredMedia): Pick<ChatMessage, 'photo' | 'document'> {
  if (media.kind === 'photo') {
    const photo: PhotoSize[] = media.sizes.map((size) => ({
      file_id: size.file_id,
      file_unique_id: size.file_unique_id,
      width: size.width,
      height: size.height,
      file_size: size.size,
    }));
    return { photo };
  }
  const document: Document = {
    file_id: media.file.file_id,
    file_unique_id: media.file.file_unique_id,
    file_size: media.file.size,
    ...(media.file_name === undefined ? {} : { file_name: media.file_name }),
    ...(media.mime_type === undefined ? {} : { mime_type: media.mime_type }),
  };
  return { document };
}
