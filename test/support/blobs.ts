import type { Blobs } from '../../src/platform/blobs/index.js';

/** For what sends no pictures. */
export const noBlobs: Pick<Blobs, 'get'> = {
  get: () => Promise.reject(new Error('there are no pictures here')),
};
