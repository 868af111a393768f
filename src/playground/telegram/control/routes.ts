import type { FastifyInstance } from 'fastify';
import { Limits } from '../bot-api/index.js';
import { acting, answerRefusals, DONE } from '../json-routes.js';
import type { Control } from './control.js';
import * as schemas from './schemas.js';

/** Everything below /control, for a harness in another process. */
export function controlRoutes(app: FastifyInstance, control: Control): void {
  answerRefusals(app);

  app.get('/control/faults', () => control.faults());
  app.post('/control/faults', ({ body }) => ({
    ids: control.addFaults(schemas.FaultsBody.parse(body).rules),
  }));
  app.delete('/control/faults', () => {
    control.clearFaults();
    return DONE;
  });
  app.delete('/control/faults/:id', ({ params }) => {
    control.removeFault(schemas.FaultAddress.parse(params).id);
    return DONE;
  });
  app.post(
    '/control/limits',
    acting(Limits, (input) => control.limits(input)),
  );

  app.post(
    '/control/topics/delete',
    acting(schemas.TopicBody, (input) => control.deleteTopic(input)),
  );
  app.post(
    '/control/bot/kick',
    acting(schemas.ChatBody, (input) => control.kickBot(input)),
  );
  app.post(
    '/control/bot/return',
    acting(schemas.ChatBody, (input) => control.letBotBack(input)),
  );
  app.post('/control/migrate', ({ body }) => control.migrate(schemas.ChatBody.parse(body)));
  app.post(
    '/control/updates',
    acting(schemas.UpdatesBody, (input) => control.disturbUpdates(input)),
  );

  app.get('/control/transcript', ({ query }) =>
    control.transcript(schemas.TranscriptQuery.parse(query).since),
  );
  app.get('/control/statistics', () => control.statistics());
  app.delete('/control/statistics', () => {
    control.forget();
    return DONE;
  });
}
