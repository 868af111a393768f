import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { runProduct, startProduct, temporaryFolder } from '../support/product.js';

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
