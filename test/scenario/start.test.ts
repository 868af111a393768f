import { mkdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { runProduct, startProduct, temporaryFolder, writeCompany } from '../support/product.js';

describe('starting', () => {
  it('refuses a wrong environment with every fault and status 78', async () => {
    const { status, output } = await runProduct({ BOT_TOKEN: 'nonsense', PORT: '99999', ROLES: 'web,boss' });
    expect(status).toBe(78);
    for (const name of ['BOT_TOKEN', 'PORT', 'ROLES']) expect(output).toContain(name);
  });

  it('says what to do when there is no company file', async () => {
    const { status, output } = await runProduct({
      BOT_TOKEN: '123456:abcdefghijklmnopqrstuvwxyz',
      COMPANY_FILE: '/nowhere/company.yaml',
    });
    expect(status).toBe(78);
    expect(output).toContain('company.example.yaml');
  });

  it('refuses faulty checklists with every fault of every file and status 78', async () => {
    const folder = temporaryFolder();
    const own = join(folder.path, 'checklists');
    mkdirSync(own);
    const end = { id: 'confirm', type: 'confirm', final: true };
    writeFileSync(
      join(own, 'issue.yaml'),
      stringify({ kind: 'issue', steps: [{ id: 'x', type: 'riddle' }, end] }),
    );
    writeFileSync(join(own, 'trip.batumi.yaml'), stringify({ kind: 'trip', steps: [end] }));
    writeFileSync(join(own, 'cash.yaml'), 'kind: [cash');
    writeFileSync(join(own, 'wash.yaml'), stringify({ kind: 'wash', steps: [end] }));
    const rentprog = { companyId: 1001, companyToken: 'token', webhookSecret: 'secret-of-tbilisi' };
    const company = {
      checklists: 'checklists',
      branches: { tbilisi: { title: 'T', chatId: -1001, rentprog } },
    };
    try {
      const { status, output } = await runProduct({
        BOT_TOKEN: '123456:abcdefghijklmnopqrstuvwxyz',
        COMPANY_FILE: writeCompany(folder.path, company),
        DATA_DIR: folder.path,
      });
      expect(status).toBe(78);
      for (const fault of [
        /issue\.yaml: steps\.0/,
        /trip\.batumi\.yaml: there is no branch batumi/,
        /cash\.yaml: is no YAML/,
        /wash\.yaml: is called after no checklist/,
      ])
        expect(output).toMatch(fault);
    } finally {
      folder.remove();
    }
  });

  it('explains a port in use and leaves nothing running', async () => {
    const folder = temporaryFolder();
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as AddressInfo;
    try {
      const { status, output } = await runProduct({ DATA_DIR: folder.path, PORT: String(port) });
      expect(status).toBe(1);
      expect(output).toContain('set PORT');
      const started = await startProduct({ DATA_DIR: folder.path });
      expect(await started.stop()).toBe(0);
    } finally {
      squatter.close();
      folder.remove();
    }
  });

  it('is a playground without a token, comes back after kill -9 with its data, and stops cleanly', async () => {
    const folder = temporaryFolder();
    const environment = { DATA_DIR: folder.path };
    try {
      const first = await startProduct(environment);
      const world: unknown = await (await fetch(`${first.url}/seat/world`)).json();
      expect(JSON.stringify(world)).toContain('"title":"Тбилиси"');
      await first.kill();
      const second = await startProduct(environment);
      expect((await fetch(second.url)).status).toBe(200);
      expect(await second.stop()).toBe(0);
    } finally {
      folder.remove();
    }
  });
});
