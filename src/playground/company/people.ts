import type { Language, Role, StaffMember, TelegramPerson } from './types.js';

/** Telegram ids of everybody; the stranger is not on the payroll. */
export const people = {
  admin: 7100000001,
  head: 7100000002,
  tbilisiManager: 7100000011,
  batumiManager: 7100000012,
  kutaisiManager: 7100000013,
  serviceCenterManager: 7100000014,
  tbilisiEmployee: 7100000021,
  tbilisiSecondEmployee: 7100000022,
  batumiEmployee: 7100000031,
  batumiSecondEmployee: 7100000032,
  kutaisiEmployee: 7100000041,
  mechanic: 7100000051,
  stranger: 7100000099,
} as const;

const everyBranch = ['tbilisi', 'batumi', 'kutaisi', 'service-center'];

interface Person {
  id: number;
  first: string;
  last: string;
  username?: string;
  language: Language;
  title: string;
  role: Role;
  branches: string[];
  rentprogId?: number;
}

/** Ids above 32 bits and three scripts on purpose: real accounts look like this. */
const payroll: Person[] = [
  {
    id: people.admin,
    first: 'Давид',
    last: 'Меладзе',
    username: 'david_meladze',
    language: 'ru',
    title: 'Администратор',
    role: 'admin',
    branches: everyBranch,
  },
  {
    id: people.head,
    first: 'თამარ',
    last: 'გელაშვილი',
    username: 'tamar_gelashvili',
    language: 'ka',
    title: 'Руководитель',
    role: 'head',
    branches: everyBranch,
  },
  {
    id: people.tbilisiManager,
    first: 'Ирина',
    last: 'Соколова',
    username: 'irina_sokolova',
    language: 'ru',
    title: 'Менеджер · Тбилиси',
    role: 'manager',
    branches: ['tbilisi'],
    rentprogId: 10011,
  },
  {
    id: people.batumiManager,
    first: 'ლევან',
    last: 'დიასამიძე',
    username: 'levan_diasamidze',
    language: 'ka',
    title: 'Менеджер · Батуми',
    role: 'manager',
    branches: ['batumi'],
    rentprogId: 10012,
  },
  {
    id: people.kutaisiManager,
    first: 'Мака',
    last: 'Кипиани',
    language: 'ru',
    title: 'Менеджер · Кутаиси',
    role: 'manager',
    branches: ['kutaisi'],
    rentprogId: 10013,
  },
  {
    id: people.serviceCenterManager,
    first: 'Зураб',
    last: 'Хачидзе',
    username: 'zurab_service',
    language: 'ru',
    title: 'Менеджер · Сервис-центр',
    role: 'manager',
    branches: ['service-center'],
    rentprogId: 10014,
  },
  {
    id: people.tbilisiEmployee,
    first: 'Георгий',
    last: 'Ломидзе',
    username: 'gio_lomidze',
    language: 'ru',
    title: 'Сотрудник · Тбилиси',
    role: 'staff',
    branches: ['tbilisi'],
    rentprogId: 10001,
  },
  {
    id: people.tbilisiSecondEmployee,
    first: 'Nino',
    last: 'Kapanadze',
    username: 'nino_kapanadze',
    language: 'en',
    title: 'Сотрудник · Тбилиси',
    role: 'staff',
    branches: ['tbilisi'],
    rentprogId: 10002,
  },
  {
    id: people.batumiEmployee,
    first: 'Александр',
    last: 'Кравченко',
    username: 'sasha_kravchenko',
    language: 'ru',
    title: 'Сотрудник · Батуми',
    role: 'staff',
    branches: ['batumi'],
    rentprogId: 10003,
  },
  {
    id: people.batumiSecondEmployee,
    first: 'მარიამ',
    last: 'შერვაშიძე',
    language: 'ka',
    title: 'Сотрудник · Батуми',
    role: 'staff',
    branches: ['batumi'],
    rentprogId: 10004,
  },
  {
    id: people.kutaisiEmployee,
    first: 'გიორგი',
    last: 'წულაია',
    username: 'giorgi_tsulaia',
    language: 'ka',
    title: 'Сотрудник · Кутаиси',
    role: 'staff',
    branches: ['kutaisi'],
    rentprogId: 10005,
  },
  {
    id: people.mechanic,
    first: 'Тенгиз',
    last: 'Абашидзе',
    language: 'ru',
    title: 'Механик · Сервис-центр',
    role: 'staff',
    branches: ['service-center'],
    rentprogId: 10006,
  },
];

export const staff: StaffMember[] = payroll.map((person) => ({
  telegramId: person.id,
  name: `${person.first} ${person.last}`,
  role: person.role,
  branches: person.branches,
  language: person.language,
  rentprogId: person.rentprogId,
}));

export const accounts: TelegramPerson[] = [
  ...payroll.map((person) => ({
    id: person.id,
    first_name: person.first,
    last_name: person.last,
    username: person.username,
    language_code: person.language,
    title: person.title,
  })),
  { id: people.stranger, first_name: 'Виктор', language_code: 'ru', title: 'Посторонний' },
];
