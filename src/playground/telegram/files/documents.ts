import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import type { Backend } from '../backend.js';
import { badRequest } from '../errors.js';
import type { StoredDocument } from '../state/index.js';
import type { Upload } from './upload.js';

/** Keeps a file as it is. */
export function storeDocument(backend: Backend, upload: Upload): StoredDocument {
  if (upload.content.length === 0) throw badRequest('file must be non-empty');
  const hash = createHash('sha256').update(upload.content).digest('base64url');
  const number = backend.state.allocateFileNumber();
  const extension = /^\.[a-z0-9]{1,8}$/i.exec(extname(upload.file_name))?.[0] ?? '';
  const blob = `${hash}-d`;
  backend.blobs.put(blob, upload.content);
  const document: StoredDocument = {
    kind: 'document',
    file: {
      file_id: `BQACAgIAAxkBAAI${number.toString(36)}_${hash.slice(0, 12)}`,
      file_unique_id: `AgAD${hash.slice(0, 12)}`,
      path: `documents/file_${number}${extension}`,
      blob,
      size: upload.content.length,
    },
    file_name: upload.file_name,
    mime_type: upload.mime_type,
  };
  backend.store.commit({ type: 'media', media: document });
  return document;
}
