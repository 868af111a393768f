import type { Pool } from 'pg';
import { z } from 'zod';
import type { CompanyFacts } from '../domain/company/index.js';
import { defineTool, type AnyTool } from '../engine/pipelines/index.js';
import { BranchlineError } from '../kernel/errors.js';
import { requireBranch } from './company/require-branch.js';
import { answerQuery } from './queries/answer-query.js';
import { queries } from './queries/index.js';

const list = queries.map(({ name, description }) => `${name} (${description})`).join('; ');

export function dataQueryTool(deps: { pool: Pool; company: CompanyFacts }): AnyTool {
  return defineTool({
    name: 'data.query',
    description: `Answers one of the company's named questions, at most 500 rows: ${list}. It can change nothing.`,
    input: z.union(
      queries.map(({ name, description, params }) =>
        z.strictObject({
          query: z.literal(name).describe(description),
          params: params.prefault({}).describe('What the question is about'),
        }),
      ),
    ),
    output: z.object({
      rows: z.array(z.union(queries.map(({ row }) => row))).describe('The answer'),
      count: z.number().describe('How many rows there are'),
    }),
    changes: false,
    async run(input) {
      const query = queries.find(({ name }) => name === input.query);
      if (query === undefined) throw noSuchQuery(input.query);
      const { branch } = input.params;
      if (typeof branch === 'string') requireBranch(branch, deps.company);
      const rows = await answerQuery(query, input.params, deps);
      return { output: { rows, count: rows.length } };
    },
  });
}

function noSuchQuery(name: string): BranchlineError {
  const known = queries.map((query) => query.name).join(', ');
  return new BranchlineError('data.no_such_query', {
    retryable: false,
    message: `There is no query ${name}. There are ${known}.`,
  });
}
