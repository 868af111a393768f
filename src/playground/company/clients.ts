import { rentprogCompanies } from './branches.js';
import type { RentProgClient } from './types.js';

function client(
  particulars: Pick<RentProgClient, 'id' | 'company_id' | 'name' | 'phone'> & Partial<RentProgClient>,
): RentProgClient {
  return { email: null, category: 'Новый', description: '', ...particulars };
}

/** One name holds markup and one no e-mail: whoever shows them must cope. */
export function clients(): RentProgClient[] {
  return [
    client({
      id: 381001,
      company_id: rentprogCompanies.tbilisi,
      name: 'Олег Вершинин',
      phone: '+995555000001',
      email: 'oleg@example.test',
      category: 'Лояльный',
    }),
    client({
      id: 381296,
      company_id: rentprogCompanies.tbilisi,
      name: 'Smith & Sons <Tours>',
      phone: '+447700900123',
      email: 'trips@example.test',
      category: 'Постоянный',
    }),
    client({
      id: 381164,
      company_id: rentprogCompanies.tbilisi,
      name: 'ნათია ჯაფარიძე',
      phone: '+995555000014',
      email: 'natia@example.test',
    }),
    client({
      id: 352754,
      company_id: rentprogCompanies.tbilisi,
      name: 'Hans Müller',
      phone: '+4915550000017',
      email: 'hans@example.test',
    }),
    client({
      id: 381410,
      company_id: rentprogCompanies.batumi,
      name: 'Марина Дёмина',
      phone: '+995555000021',
    }),
    client({
      id: 381422,
      company_id: rentprogCompanies.batumi,
      name: 'Yael Cohen',
      phone: '+972555000022',
      email: 'yael@example.test',
      category: 'Серый',
      description: 'В прошлый раз вернула с царапиной',
    }),
    client({ id: 381530, company_id: rentprogCompanies.kutaisi, name: 'Piotr Nowak', phone: '+48555000031' }),
    client({
      id: 381533,
      company_id: rentprogCompanies.kutaisi,
      name: 'ზურა კვირიკაშვილი',
      phone: '+995555000033',
      category: 'Постоянный',
    }),
  ];
}
