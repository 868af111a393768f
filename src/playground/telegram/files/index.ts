export { newAlbumId } from './album.js';
export { folderBlobs, memoryBlobs } from './blobs.js';
export { mediaContent } from './content.js';
export { storeDocument } from './documents.js';
export { storePhoto } from './photos.js';
export type { Upload } from './upload.js';
