import type { FastifyRequest } from 'fastify';
import type { Upload } from '../files/index.js';

const JSON_PARAMETERS = new Set([
  'allowed_updates',
  'caption_entities',
  'commands',
  'entities',
  'link_preview_options',
  'media',
  'menu_button',
  'message_ids',
  'reaction',
  'reply_markup',
  'reply_parameters',
  'scope',
]);

/** The parameters of a request, from the query and a JSON, urlencoded or multipart body. */
export async function readRequest(
  request: FastifyRequest,
): Promise<{ params: Record<string, unknown>; files: Map<string, Upload> }> {
  const files = new Map<string, Upload>();
  const params: Record<string, unknown> = { ...objectOf(request.query) };
  if (request.isMultipart()) {
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        params[part.fieldname] = part.value;
      } else {
        files.set(part.fieldname, {
          content: await part.toBuffer(),
          file_name: part.filename,
          mime_type: part.mimetype,
        });
      }
    }
    // A file may be sent in the parameter's own field as well as in one that `attach://` names.
    for (const field of files.keys()) params[field] ??= `attach://${field}`;
  } else {
    Object.assign(params, objectOf(request.body));
  }
  return { params: withParsedJson(params), files };
}

function withParsedJson(params: Record<string, unknown>): Record<string, unknown> {
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'string' && value !== '' && JSON_PARAMETERS.has(name)) {
      params[name] = parsedOr(value);
    }
  }
  return params;
}

function parsedOr(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    // The method refuses it in Telegram's words.
    return value;
  }
}

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
