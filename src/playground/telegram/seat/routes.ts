import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Backend } from '../backend.js';
import { Limits } from '../bot-api/index.js';
import { SeatError } from '../errors.js';
import type { Upload } from '../files/index.js';
import { acting, answerRefusals, DONE } from '../json-routes.js';
import * as schemas from './schemas.js';
import type { Seat } from './seat.js';
import { streamEvents } from './stream.js';

/** Everything below /seat: JSON in and out, 400 `{ error, message }` for what cannot be done. */
export function seatRoutes(app: FastifyInstance, { backend, seat }: { backend: Backend; seat: Seat }): void {
  answerRefusals(app);

  app.get('/seat/world', () => seat.world());
  app.get('/seat/chats', ({ query }) => seat.chats(schemas.ChatsQuery.parse(query).user));
  app.get('/seat/messages', ({ query }) => seat.messages(schemas.MessagesQuery.parse(query)));
  app.get('/seat/commands', ({ query }) => {
    const { user, chat } = schemas.CommandsQuery.parse(query);
    return seat.commands(user, chat);
  });
  app.get('/seat/calls', ({ query }) => seat.calls(schemas.CallsQuery.parse(query).since));
  app.get('/seat/stream', ({ query }, reply) => {
    const { user } = schemas.StreamQuery.parse(query);
    // An unknown person is refused before the stream begins.
    if (user !== undefined) seat.chats(user);
    streamEvents(reply, (send) =>
      seat.onEvent((event) => {
        const visible = user === undefined || seat.chats(user).some((chat) => chat.id === event.chat);
        if (visible) send(event.event, event);
      }),
    );
  });
  app.get<{ Params: { '*': string } }>('/seat/files/*', (request, reply) => {
    const path = request.params['*'];
    const file = backend.state.mediaByPath.get(path);
    const content = file === undefined ? undefined : backend.blobs.get(file.blob);
    if (file === undefined || content === undefined) {
      return reply.status(404).send({ error: 'file.unknown', message: `there is no file ${path}` });
    }
    void reply.header('x-content-type-options', 'nosniff').header('cache-control', 'private, max-age=86400');
    if (path.startsWith('photos/')) return reply.type('image/jpeg').send(content);
    return reply.header('content-disposition', 'attachment').type('application/octet-stream').send(content);
  });

  app.post('/seat/messages', ({ body }) => seat.sendMessage(schemas.TextBody.parse(body)));
  app.post('/seat/photos', async (request) => {
    const { fields, photos } = await readForm(request);
    return seat.sendPhotos({ ...schemas.FilesForm.parse(fields), photos });
  });
  app.post('/seat/kind', ({ body }) => seat.sendKind(schemas.KindBody.parse(body)));
  app.post('/seat/inline', ({ body }) => seat.askInline(schemas.InlineBody.parse(body)));
  app.post('/seat/inline/choose', ({ body }) => seat.chooseInline(schemas.ChooseBody.parse(body)));
  app.post('/seat/location', ({ body }) => seat.sendLocation(schemas.LocationBody.parse(body)));
  app.post('/seat/contact', ({ body }) => seat.sendContact(schemas.ContactBody.parse(body)));
  app.post('/seat/edit', ({ body }) => seat.editMessage(schemas.EditBody.parse(body)));
  app.post('/seat/press', ({ body }) => seat.press(schemas.PressBody.parse(body)));

  app.post('/seat/topics/create', ({ body }) => seat.createTopic(schemas.CreateTopicBody.parse(body)));
  app.post(
    '/seat/topics/rename',
    acting(schemas.RenameTopicBody, (input) => seat.renameTopic(input)),
  );
  app.post(
    '/seat/topics/close',
    acting(schemas.TopicBody, (input) => seat.closeTopic(input)),
  );
  app.post(
    '/seat/topics/reopen',
    acting(schemas.TopicBody, (input) => seat.reopenTopic(input)),
  );
  app.post(
    '/seat/topics/delete',
    acting(schemas.TopicBody, (input) => seat.deleteTopic(input)),
  );

  app.post('/seat/users', ({ body }) => seat.addUser(schemas.UserBody.parse(body)));
  app.post(
    '/seat/block',
    acting(schemas.BlockBody, (input) => seat.block(input)),
  );
  app.post('/seat/migrate', ({ body }) => seat.migrate(schemas.MigrateBody.parse(body)));
  app.post('/seat/rights', ({ body }) => seat.rights(schemas.RightsBody.parse(body)));

  app.post(
    '/seat/faults',
    acting(schemas.FaultBody, (input) => seat.addFault(input)),
  );
  app.delete('/seat/faults', () => {
    seat.clearFaults();
    return DONE;
  });
  app.post(
    '/seat/limits',
    acting(Limits, (input) => seat.limits(input)),
  );
}

async function readForm(
  request: FastifyRequest,
): Promise<{ fields: Record<string, unknown>; photos: Upload[] }> {
  const fields: Record<string, unknown> = {};
  const photos: Upload[] = [];
  if (!request.isMultipart()) throw new SeatError('request.invalid', 'a multipart form is expected');
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      fields[part.fieldname] = part.value;
    } else {
      photos.push({
        content: await part.toBuffer(),
        file_name: part.filename,
        mime_type: part.mimetype,
      });
    }
  }
  return { fields, photos };
}
