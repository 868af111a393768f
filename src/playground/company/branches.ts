import type { CompanyFile } from './types.js';

/** The forum of each branch. */
export const branchChats = {
  tbilisi: -1002000001001,
  batumi: -1002000001002,
  kutaisi: -1002000001003,
  serviceCenter: -1002000001004,
} as const;

/** RentProg's `company_id` of each branch. */
export const rentprogCompanies = { tbilisi: 1001, batumi: 1002, kutaisi: 1003, serviceCenter: 1004 } as const;

export const companyFile: CompanyFile = {
  timezone: 'Asia/Tbilisi',
  currency: 'GEL',
  charges: {
    perKmOver: 0.5,
    perFuelEighth: 20,
    lateHour: 15,
    cleaning: 50,
    kmPerDay: 250,
    lateGraceMinutes: 30,
  },
  branches: {
    tbilisi: {
      title: 'Тбилиси',
      chatId: branchChats.tbilisi,
      rentprog: {
        companyId: rentprogCompanies.tbilisi,
        companyToken: 'playground-company-tbilisi',
        webhookSecret: 'playground-hook-tbilisi',
      },
      workingHours: '09:00-21:00',
      cashLimit: 2000,
      yougileColumn: 'fefbc00f-3870-4f52-807f-225ce2e4c701',
    },
    batumi: {
      title: 'Батуми',
      chatId: branchChats.batumi,
      rentprog: {
        companyId: rentprogCompanies.batumi,
        companyToken: 'playground-company-batumi',
        webhookSecret: 'playground-hook-batumi',
      },
      workingHours: '09:00-22:00',
      cashLimit: 1500,
      yougileColumn: '0d2a6f0e-52c4-4b0e-8a53-9f3c1e7b5d02',
    },
    kutaisi: {
      title: 'Кутаиси',
      chatId: branchChats.kutaisi,
      rentprog: {
        companyId: rentprogCompanies.kutaisi,
        companyToken: 'playground-company-kutaisi',
        webhookSecret: 'playground-hook-kutaisi',
      },
      workingHours: '08:00-20:00',
      cashLimit: 1000,
      yougileColumn: '7c1e9b84-6a3d-4d8b-b1f7-2e5a90c6d403',
    },
    'service-center': {
      title: 'Сервис-центр',
      chatId: branchChats.serviceCenter,
      rentprog: {
        companyId: rentprogCompanies.serviceCenter,
        companyToken: 'playground-company-service-center',
        webhookSecret: 'playground-hook-service-center',
      },
      workingHours: '09:00-19:00',
      cashLimit: 500,
      yougileColumn: 'c95d3e27-1f48-4a6c-9e02-84b7d0f31e04',
    },
  },
};
