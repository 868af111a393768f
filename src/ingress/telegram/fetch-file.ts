import { GrammyError, type Api } from 'grammy';
import { IntegrationError, errorMessage } from '../../kernel/errors.js';

/**
 * Fetches a file by Telegram's id. The address holds the bot's token: it appears in no error. Throws an
 * `IntegrationError`; files over 20 MB cannot be had (integrations.md §8).
 */
export function createFileSource(deps: { api: Api; apiRoot: string; token: string }) {
  return async (fileId: string, signal: AbortSignal): Promise<Uint8Array> => {
    const path = await filePath(deps.api, fileId);
    const response = await fetch(`${deps.apiRoot}/file/bot${deps.token}/${path}`, { signal }).catch(
      (error: unknown) => {
        throw new IntegrationError('telegram.unreachable', { retryable: true, message: errorMessage(error) });
      },
    );
    if (!response.ok)
      throw new IntegrationError('telegram.file_unavailable', {
        retryable: response.status !== 400,
        message: `the file server answered ${response.status}`,
      });
    return new Uint8Array(await response.arrayBuffer());
  };
}

async function filePath(api: Api, fileId: string): Promise<string> {
  try {
    const { file_path } = await api.getFile(fileId);
    if (file_path !== undefined) return file_path;
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error;
    const retryAfter = error.parameters.retry_after;
    throw new IntegrationError('telegram.file_unavailable', {
      retryable: error.error_code === 429 || error.error_code >= 500,
      message: error.description,
      retryAfterMs: retryAfter === undefined ? undefined : retryAfter * 1000,
    });
  }
  throw new IntegrationError('telegram.file_unavailable', {
    retryable: true,
    message: 'Telegram named no path',
  });
}
