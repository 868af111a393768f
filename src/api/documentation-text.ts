/** What stands above the routes on the docs page (Markdown). */
export const REST_GUIDE = `
Tasks, pipelines and events of Branchline for outside agents.

**Tokens.** Send \`Authorization: Bearer <token>\`. An administrator registers an agent (\`POST /v1/agents\`); the token is
in that answer and never shown again. It has scopes, expires (365 days unless \`expires_in_days\` says otherwise) and
allows so many requests a minute (\`X-RateLimit-*\` headers; 429 with \`Retry-After\` beyond).

**Errors** have one form: \`{"error": code, "message": what to do, "details": {...}, "requestId": ...}\`. Faults of a
request are listed in \`details.faults\` as \`{path, message}\`.

**Repetition.** A POST or PUT with an \`Idempotency-Key\` is carried out once: for 24 hours the same request gets the
same answer (with \`Idempotency-Replayed: true\`), another request under the same key 422.

**Lists** answer \`{items, total, limit, offset, has_more}\`. Agents and tasks are oldest first: what is added comes last.
Runs, jobs, approvals and shadow replays are newest first and answer \`as_of\` besides: give it as \`before\` with the
following pages, and offsets count in the same items although others are added. Events are read in their order:
\`GET /v1/events?after=<position>\`.

**Consumer groups.** Who does not want to keep a position has a group keep it. \`PUT /v1/stream/groups/{name}\` makes one,
\`POST .../read\` takes the next events with a \`lease\` and waits up to \`wait_seconds\` for them, \`POST .../ack\` with that
lease moves the group behind them. While a lease holds, other readers of the group get 409 with \`Retry-After\`; what was
not acknowledged when it ends is handed out again, so an event comes at least once: its \`id\` tells a repetition. To repeat
a read whose answer was lost, send it with the same \`Idempotency-Key\`. Groups are each agent's own.

**Times** are ISO 8601. A schedule means wall time in its zone.

**A run as a picture:** \`GET /v1/runs/{id}/timeline.svg\` under [runs](#/runs) draws the steps of a run with their
attempts and waits.
`.trim();

export const TAGS = [
  { name: 'agents', description: 'Who may use this API' },
  { name: 'tasks', description: 'Pipelines with a schedule' },
  { name: 'pipelines', description: 'The language of tasks, tried without doing anything' },
  { name: 'runs', description: 'What tasks and routes did' },
  { name: 'approvals', description: 'Decisions that runs wait for' },
  { name: 'events', description: 'What happened, in order' },
  { name: 'jobs', description: 'Work that waits, runs or is dead' },
  { name: 'tools', description: 'What a step can use' },
];

export const ERROR_SCHEMA = {
  description: 'Refused; `message` says what to do',
  type: 'object',
  required: ['error', 'message', 'details', 'requestId'],
  properties: {
    error: { type: 'string' },
    message: { type: 'string' },
    details: { type: 'object', additionalProperties: true },
    requestId: { type: 'string' },
  },
};
