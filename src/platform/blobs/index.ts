export type { Blobs } from './blobs.js';
export { createFolderBlobs } from './folder.js';
export { createS3Blobs, type S3Options } from './s3.js';
