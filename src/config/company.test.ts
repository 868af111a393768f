import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../platform/package-root.js';
import { Company, readCompany } from './company.js';
import { ConfigurationError } from './faults.js';

/** As in the contract with operators: the variables stand bare within `{ ... }`. */
const file = `
timezone: Asia/Tbilisi
currency: GEL
branches:
  tbilisi:
    title: Тбилиси
    chatId: -1001001            # forum supergroup
    rentprog: { companyId: 1001, companyToken: \${TOKEN_TBILISI}, webhookSecret: \${SECRET_TBILISI} }
    workingHours: "09:00-21:00"
    cashLimit: 2000
    yougileColumn: "a-column"
  batumi:
    title: Батуми
    chatId: -1001002
    rentprog:
      companyId: 1002
      companyToken: \${TOKEN_BATUMI}
      webhookSecret: "prefix-\${SECRET_BATUMI}"
`;
const variables = {
  TOKEN_TBILISI: 'token: #1 {of} Tbilisi',
  SECRET_TBILISI: 'secret-of-tbilisi',
  TOKEN_BATUMI: '0123456789',
  SECRET_BATUMI: 'of-batumi',
};

function faultsOf(text: string, given: Record<string, string> = variables): readonly string[] {
  try {
    readCompany(text, given);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
  return [];
}

describe('a company file', () => {
  it('is read in the form of the contract, with the variables filled in as they are', () => {
    const company = readCompany(file, variables);
    expect(company.branches['tbilisi']).toEqual({
      title: 'Тбилиси',
      chatId: -1_001_001n,
      rentprog: {
        companyId: 1001,
        companyToken: 'token: #1 {of} Tbilisi',
        webhookSecret: 'secret-of-tbilisi',
      },
      workingHours: '09:00-21:00',
      cashLimit: 2000,
      yougileColumn: 'a-column',
    });
    expect(company.branches['batumi']?.rentprog).toEqual({
      companyId: 1002,
      companyToken: '0123456789',
      webhookSecret: 'prefix-of-batumi',
    });
  });

  it('has defaults for what need not be said', () => {
    const short = file.replace(/^timezone.*\ncurrency.*\n/m, '');
    const company = readCompany(short, variables);
    expect(company).toMatchObject({ timezone: 'Asia/Tbilisi', currency: 'GEL', language: 'ru' });
    expect(company.branches['batumi']).toMatchObject({ workingHours: '09:00-21:00' });
    expect(company.branches['batumi']?.cashLimit).toBeUndefined();
  });

  it('takes numbers from variables too', () => {
    const text = file.replace('-1001001', '${CHAT}').replace('companyId: 1001', 'companyId: ${COMPANY}');
    const company = readCompany(text, { ...variables, CHAT: '-1002003004005', COMPANY: '77' });
    expect(company.branches['tbilisi']).toMatchObject({
      chatId: -1_002_003_004_005n,
      rentprog: { companyId: 77 },
    });
  });

  it('names every variable that the environment does not have, an empty one too', () => {
    const faults = faultsOf(file, { TOKEN_TBILISI: 'x', SECRET_BATUMI: '' });
    for (const name of ['SECRET_TBILISI', 'TOKEN_BATUMI', 'SECRET_BATUMI'])
      expect(faults).toContain(`\${${name}}: the environment has no such variable`);
    expect(faults.join('\n')).not.toContain('${TOKEN_TBILISI}');
  });

  it('does not miss a variable that only a comment names', () => {
    expect(faultsOf(`${file}# later: \${TOKEN_KUTAISI}\n`)).toEqual([]);
  });

  it('with faults is refused with all of them, each at its path', () => {
    const faults = faultsOf(`
timezone: Asia/Atlantis
currency: lari
brnches: {}
branches:
  Tbilisi: {}
  tbilisi:
    title: ""
    chatId: 1001001
    rentprog: { companyId: none, companyToken: "", webhookSecret: short }
    workingHours: 9-21
    cashLimit: -5
`).join('\n');
    for (const path of [
      'timezone: is no IANA time zone',
      'currency: is no ISO 4217 code',
      'branches.Tbilisi: ',
      'branches.tbilisi.title: ',
      'branches.tbilisi.chatId: is a group: its id is negative',
      'branches.tbilisi.rentprog.companyId: ',
      'branches.tbilisi.rentprog.companyToken: ',
      'branches.tbilisi.rentprog.webhookSecret: is too short to be a secret',
      'branches.tbilisi.workingHours: is not like "09:00-21:00"',
      'branches.tbilisi.cashLimit: ',
      'brnches',
    ])
      expect(faults).toContain(path);
  });

  it('names each rate that is wrong by its path', () => {
    const wrong = `charges: { perKmOver: free, perFuelEighth: 100001, kmPerDay: 0.5, lateGraceMinutes: 1441, cleaning: -1 }\n${file}`;
    expect(
      faultsOf(wrong)
        .map((fault) => fault.split(':')[0])
        .sort(),
    ).toEqual(
      ['cleaning', 'kmPerDay', 'lateGraceMinutes', 'perFuelEighth', 'perKmOver'].map(
        (key) => `charges.${key}`,
      ),
    );
  });

  it('gives rates for returns in major units, with half an hour of grace; without them nothing has a rate', () => {
    expect(readCompany(file, variables).charges).toBeUndefined();
    const rates = 'charges: { perKmOver: 0.35, perFuelEighth: 20, cleaning: 0, kmPerDay: 250 }\n';
    expect(readCompany(rates + file, variables).charges).toEqual({
      ...{ perKmOver: 35, perFuelEighth: 2_000, cleaning: 0, kmPerDay: 250 },
      lateGraceMinutes: 30,
    });
    const faults = faultsOf(file.replace('branches:', 'charges: { lateHour: -1, perMile: 2 }\nbranches:'));
    expect(faults.map((fault) => fault.split(':')[0])).toEqual(['charges.lateHour', 'charges']);
  });

  it('says after how long what nobody answered goes up', () => {
    expect(readCompany(file, variables).escalation).toBeUndefined();
    const ladder = 'escalation: { approvals: [15m, 1h], incidents: [30m, 2h, 1d] }\n';
    expect(readCompany(ladder + file, variables).escalation).toEqual({
      approvals: [900_000, 3_600_000],
      incidents: [1_800_000, 7_200_000, 86_400_000],
    });
    expect(faultsOf(`escalation: { approvals: [soon], incidents: [2h, 30m] }\n${file}`)).toEqual([
      'escalation.approvals.0: is not like "15m", "2h" or "1d"',
      'escalation.incidents: must grow',
    ]);
  });

  it('says when reminders go up, in one to three times of their own', () => {
    const ladder = (reminders: string): string => `escalation: { reminders: ${reminders} }\n${file}`;
    expect(readCompany(ladder('[10m, 20m, 1h]'), variables).escalation).toEqual({
      reminders: [600_000, 1_200_000, 3_600_000],
    });
    for (const wrong of ['[10m, 10m]', '[]', '[1m, 2m, 3m, 4m]', '10m'])
      expect(faultsOf(ladder(wrong)).join()).toMatch(/^escalation\.reminders: /);
    expect(faultsOf(ladder('[10m, 20]')).join()).toMatch(/^escalation\.reminders\.1: /);
    expect(faultsOf(`escalation: { tasks: [10m] }\n${file}`).join()).toMatch(/^escalation: .*tasks/);
  });

  it('names the folder of the company’s own checklists', () => {
    expect(readCompany(file, variables).checklists).toBeUndefined();
    expect(readCompany(`checklists: ours\n${file}`, variables).checklists).toBe('ours');
    for (const wrong of ['""', '[ours]', '7'])
      expect(faultsOf(`checklists: ${wrong}\n${file}`).join()).toMatch(/^checklists: /);
  });

  it('is what the example shows, with every key that there is', () => {
    const example = readFileSync(join(packageRoot, 'company.example.yaml'), 'utf8');
    const secrets = { RENTPROG_TOKEN_TBILISI: 'token', RENTPROG_SECRET_TBILISI: 'secret-of-tbilisi' };
    const company = readCompany(example.replace('# checklists:', 'checklists:'), secrets);
    expect(Object.keys(company).sort()).toEqual(Object.keys(Company.shape).sort());
    const { charges, escalation } = Company.shape;
    expect(Object.keys(company.charges ?? {}).sort()).toEqual(Object.keys(charges.unwrap().shape).sort());
    expect(Object.keys(company.escalation ?? {}).sort()).toEqual(
      Object.keys(escalation.unwrap().shape).sort(),
    );
  });

  it('says which accounts of Umnico belong to which branch', () => {
    const withAccounts = (tbilisi: string, batumi: string): string =>
      file
        .replace('    title: Тбилиси', `    title: Тбилиси\n    umnicoAccounts: ${tbilisi}`)
        .replace('    title: Батуми', `    title: Батуми\n    umnicoAccounts: ${batumi}`);
    const { branches } = readCompany(withAccounts('[11, "12", 12]', '[13]'), variables);
    expect(branches['tbilisi']?.umnicoAccounts).toEqual([11, 12, 12]);
    expect(branches['batumi']?.umnicoAccounts).toEqual([13]);
    expect(readCompany(file, variables).branches['batumi']?.umnicoAccounts).toBeUndefined();
    expect(faultsOf(withAccounts('[11, 12]', '[12]'))).toEqual([
      'branches: two branches have the same account in umnicoAccounts',
    ]);
    expect(faultsOf(withAccounts('[mine]', '7'))).toEqual([
      expect.stringMatching(/^branches\.tbilisi\.umnicoAccounts\.0: /),
      expect.stringMatching(/^branches\.batumi\.umnicoAccounts: /),
    ]);
  });

  it('with two branches in one chat is refused', () => {
    expect(faultsOf(file.replace('-1001002', '-1001001'))).toEqual([
      'branches: two branches have the same chatId',
    ]);
  });

  it('without branches, or empty, or of something else is refused', () => {
    expect(faultsOf('branches: {}')).toEqual(['branches: has no branch']);
    expect(faultsOf('currency: GEL').join()).toContain('branches: ');
    expect(faultsOf('')).toHaveLength(1);
    expect(faultsOf('- tbilisi')).toHaveLength(1);
  });

  it('that is no YAML is refused with the line', () => {
    expect(faultsOf('branches:\n  tbilisi: { title: "Тбилиси }\n').join()).toMatch(/line \d/);
  });

  it('does not repeat a secret in what it says of the faults', () => {
    const faults = faultsOf(file.replace('-1001002', '0'), { ...variables, SECRET_TBILISI: 'seven77' });
    expect(faults).toHaveLength(2);
    for (const value of [...Object.values(variables), 'seven77']) expect(faults.join()).not.toContain(value);
  });
});
