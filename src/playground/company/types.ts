/** Languages that the staff of the company speak. */
export type Language = 'ru' | 'en' | 'ka';

export type Role = 'staff' | 'manager' | 'head' | 'admin';

/** What the Telegram emulator needs to know of the world: the bot, people with accounts, branch forums. */
export interface TelegramWorld {
  bot: { id: number; first_name: string; username: string; token: string };
  users: TelegramPerson[];
  groups: TelegramGroup[];
}

export interface TelegramPerson {
  id: number;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
  /** What the person does, "post · branch"; the page groups people by the part before the dot. */
  title?: string;
}

export interface TelegramGroup {
  id: number;
  title: string;
  members: number[];
  is_forum: true;
  bot_rights: { can_manage_topics: boolean; can_delete_messages: boolean; can_pin_messages: boolean };
}

/** A person on the payroll, as the product's staff table wants to be seeded. */
export interface StaffMember {
  telegramId: number;
  name: string;
  role: Role;
  branches: string[];
  language: Language;
  /** The person's id in RentProg, where they are responsible for bookings. */
  rentprogId?: number;
}

/** The content of `COMPANY_FILE`. */
export interface CompanyFile {
  timezone: string;
  currency: string;
  /** Whole units of the currency; what a return costs. */
  charges: Record<
    'perKmOver' | 'perFuelEighth' | 'lateHour' | 'cleaning' | 'kmPerDay' | 'lateGraceMinutes',
    number
  >;
  branches: Record<string, BranchFile>;
}

export interface BranchFile {
  title: string;
  chatId: number;
  rentprog: { companyId: number; companyToken: string; webhookSecret: string };
  /** Wall time in the company's zone, `HH:mm-HH:mm`. */
  workingHours: string;
  /** Whole units of the company's currency. */
  cashLimit: number;
  /** Of YouGile: tasks in it are the branch's. */
  yougileColumn: string;
}

/** A car as `/all_cars_full` answers it. */
export interface RentProgCar {
  id: number;
  company_id: number;
  car_name: string;
  code: string;
  number: string;
  vin: string;
  year: number;
  color: string;
  transmission: string;
  is_air: boolean;
  engine_capacity: string;
  car_class: string;
  car_type: string;
  fuel: string;
  number_doors: number;
  number_seats: string;
  state: number;
  mileage: number;
  clean_state: boolean;
  active: boolean;
  store_place: string;
  deposit: number;
  price_from: string;
}

export interface RentProgClient {
  id: number;
  company_id: number;
  name: string;
  phone: string;
  email: string | null;
  category: string;
  description: string;
}

/** A booking; dates are `DD-MM-YYYY H:mm` in the branch's local time, money is in whole or broken lari. */
export interface RentProgBooking {
  id: number;
  company_id: number;
  active: boolean;
  in_rent: boolean;
  archive: boolean;
  state: string;
  number: string;
  start_date: string;
  end_date: string;
  days: number;
  additional_hours: number;
  price: number;
  rental_cost: number;
  hours_cost: number;
  delivery: number;
  delivery_end: number;
  location_start: string;
  location_end: string;
  equipment: number;
  total: number;
  deposit: number;
  car_id: number;
  client_id: number;
  responsible: string | null;
  responsible_id: number | null;
  description: string;
  created_from_api: boolean;
  updated_from_api: boolean;
}

/** RentProg's memory: one set of records, which the stand-in serves and the webhooks change. */
export interface RentProgRecords {
  companies: { id: number; branch: string; name: string; companyToken: string }[];
  cars: RentProgCar[];
  clients: RentProgClient[];
  bookings: RentProgBooking[];
}

/** Everything that the playground's world starts with. */
export interface PlaygroundCompany {
  file: CompanyFile;
  telegram: TelegramWorld;
  staff: StaffMember[];
  rentprog: RentProgRecords;
}
