import type { File } from 'grammy/types';
import { z } from 'zod';
import { badRequest } from '../../errors.js';
import { method } from '../method.js';

/** Bots can download files of up to 20 MB. */
const MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024;

export const fileMethods = [
  method(
    'getFile',
    { file_id: z.string({ error: 'file_id not specified' }) },
    ({ file_id }, { backend }): File => {
      const file = backend.state.media.get(file_id)?.file;
      if (file === undefined) {
        throw badRequest('wrong file_id or the file is temporarily unavailable');
      }
      if (file.size > MAX_DOWNLOAD_BYTES) throw badRequest('file is too big');
      return {
        file_id,
        file_unique_id: file.file_unique_id,
        file_size: file.size,
        file_path: file.path,
      };
    },
  ),
];
