import type { Language } from '../../platform/i18n/index.js';

/** What the business knows of the company; the company file gives it. */
export interface CompanyFacts {
  /** IANA zone in which all branches live. */
  timezone: string;
  currency: string;
  /** Of what is posted in the branches' groups. */
  language: Language;
  branches: Readonly<
    Record<
      string,
      {
        title: string;
        chatId: bigint;
        /** "09:00-21:00", which it also is when absent; may span midnight. */
        workingHours?: string;
        /** Accounts of Umnico (`saId`) whose clients write to this branch. */
        umnicoAccounts?: readonly number[] | undefined;
        /** Of YouGile: tasks in it are the branch's. */
        yougileColumn?: string | undefined;
      }
    >
  >;
  /** What a return may cost, in minor units of the currency; a manager names what is absent. */
  charges?: {
    perKmOver?: number;
    perFuelEighth?: number;
    lateHour?: number;
    cleaning?: number;
    kmPerDay?: number;
    lateGraceMinutes: number;
  };
  /** After how many milliseconds what nobody answered goes a rung up; the usual times when absent. */
  escalation?:
    | {
        approvals?: readonly number[] | undefined;
        incidents?: readonly number[] | undefined;
        reminders?: readonly number[] | undefined;
      }
    | undefined;
}
