/** The examples of RFC 5545, 3.8.5.3, in its order; `DTSTART;TZID=America/New_York:` comes before each. */
export interface Example {
  title: string;
  start: string;
  lines: string;
  /** The first occurrences, of the same zone: a date (at 09:00) or a date and time. */
  expected: string;
  /** These are all. */
  ends?: true;
}

export const RFC_EXAMPLES: readonly Example[] = [
  {
    title: 'daily for 10 occurrences',
    start: '19970902T090000',
    lines: 'RRULE:FREQ=DAILY;COUNT=10',
    expected:
      '1997-09-02 1997-09-03 1997-09-04 1997-09-05 1997-09-06 1997-09-07 1997-09-08 1997-09-09 1997-09-10 1997-09-11',
    ends: true,
  },
  {
    title: 'every other day',
    start: '19970902T090000',
    lines: 'RRULE:FREQ=DAILY;INTERVAL=2',
    expected: '1997-09-02 1997-09-04 1997-09-06 1997-09-08 1997-09-10 1997-09-12 1997-09-14 1997-09-16',
  },
  {
    title: 'every 10 days, 5 occurrences',
    start: '19970902T090000',
    lines: 'RRULE:FREQ=DAILY;INTERVAL=10;COUNT=5',
    expected: '1997-09-02 1997-09-12 1997-09-22 1997-10-02 1997-10-12',
    ends: true,
  },
  {
    title: 'weekly for 10 occurrences',
    start: '19970902T090000',
    lines: 'RRULE:FREQ=WEEKLY;COUNT=10',
    expected:
      '1997-09-02 1997-09-09 1997-09-16 1997-09-23 1997-09-30 1997-10-07 1997-10-14 1997-10-21 1997-10-28 1997-11-04',
    ends: true,
  },
  {
    title: 'weekly until December 24, 1997',
    start: '19970902T090000',
    lines: 'RRULE:FREQ=WEEKLY;UNTIL=19971224T000000Z',
    expected:
      '1997-09-02 1997-09-09 1997-09-16 1997-09-23 1997-09-30 1997-10-07 1997-10-14 1997-10-21 1997-10-28 1997-11-04 1997-11-11 1997-11-18 1997-11-25 1997-12-02 1997-12-09 1997-12-16 1997-12-23',
    ends: true,
  },
  {
    title: 'every other week',
    start: '19970902T090000',
    lines: 'RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=SU',
    expected:
      '1997-09-02 1997-09-16 1997-09-30 1997-10-14 1997-10-28 1997-11-11 1997-11-25 1997-12-09 1997-12-23 1998-01-06 1998-01-20 1998-02-03 1998-02-17',
  },
  {
    title: 'weekly on Tuesday and Thursday for five weeks, by UNTIL',
    start: '19970902T090000',
    lines: 'RRULE:FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH',
    expected:
      '1997-09-02 1997-09-04 1997-09-09 1997-09-11 1997-09-16 1997-09-18 1997-09-23 1997-09-25 1997-09-30 1997-10-02',
    ends: true,
  },
  {
    title: 'weekly on Tuesday and Thursday for five weeks, by COUNT',
    start: '19970902T090000',
    lines: 'RRULE:FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH',
    expected:
      '1997-09-02 1997-09-04 1997-09-09 1997-09-11 1997-09-16 1997-09-18 1997-09-23 1997-09-25 1997-09-30 1997-10-02',
    ends: true,
  },
  {
    title: 'every other week on Monday, Wednesday and Friday until December 24, 1997',
    start: '19970901T090000',
    lines: 'RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR',
    expected:
      '1997-09-01 1997-09-03 1997-09-05 1997-09-15 1997-09-17 1997-09-19 1997-09-29 1997-10-01 1997-10-03 1997-10-13 1997-10-15 1997-10-17 1997-10-27 1997-10-29 1997-10-31 1997-11-10 1997-11-12 1997-11-14 1997-11-24 1997-11-26 1997-11-28 1997-12-08 1997-12-10 1997-12-12 1997-12-22',
    ends: true,
  },
  {
    title: 'every other week on Tuesday and Thursday, for 8 occurrences',
    start: '19970902T090000',
    lines: 'RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH',
    expected: '1997-09-02 1997-09-04 1997-09-16 1997-09-18 1997-09-30 1997-10-02 1997-10-14 1997-10-16',
    ends: true,
  },
  {
    title: 'monthly on the first Friday for 10 occurrences',
    start: '19970905T090000',
    lines: 'RRULE:FREQ=MONTHLY;COUNT=10;BYDAY=1FR',
    expected:
      '1997-09-05 1997-10-03 1997-11-07 1997-12-05 1998-01-02 1998-02-06 1998-03-06 1998-04-03 1998-05-01 1998-06-05',
    ends: true,
  },
  {
    title: 'monthly on the first Friday until December 24, 1997',
    start: '19970905T090000',
    lines: 'RRULE:FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR',
    expected: '1997-09-05 1997-10-03 1997-11-07 1997-12-05',
    ends: true,
  },
  {
    title: 'every other month on the first and last Sunday for 10 occurrences',
    start: '19970907T090000',
    lines: 'RRULE:FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU',
    expected:
      '1997-09-07 1997-09-28 1997-11-02 1997-11-30 1998-01-04 1998-01-25 1998-03-01 1998-03-29 1998-05-03 1998-05-31',
    ends: true,
  },
  {
    title: 'monthly on the second-to-last Monday for 6 months',
    start: '19970922T090000',
    lines: 'RRULE:FREQ=MONTHLY;COUNT=6;BYDAY=-2MO',
    expected: '1997-09-22 1997-10-20 1997-11-17 1997-12-22 1998-01-19 1998-02-16',
    ends: true,
  },
  {
    title: 'monthly on the third-to-the-last day of the month',
    start: '19970928T090000',
    lines: 'RRULE:FREQ=MONTHLY;BYMONTHDAY=-3',
    expected: '1997-09-28 1997-10-29 1997-11-28 1997-12-29 1998-01-29 1998-02-26',
  },
  {
    title: 'monthly on the 2nd and 15th for 10 occurrences',
    start: '19970902T090000',
    lines: 'RRULE:FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15',
    expected:
      '1997-09-02 1997-09-15 1997-10-02 1997-10-15 1997-11-02 1997-11-15 1997-12-02 1997-12-15 1998-01-02 1998-01-15',
    ends: true,
  },
  {
    title: 'monthly on the first and last day for 10 occurrences',
    start: '19970930T090000',
    lines: 'RRULE:FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1',
    expected:
      '1997-09-30 1997-10-01 1997-10-31 1997-11-01 1997-11-30 1997-12-01 1997-12-31 1998-01-01 1998-01-31 1998-02-01',
    ends: true,
  },
  {
    title: 'every 18 months on the 10th through 15th for 10 occurrences',
    start: '19970910T090000',
    lines: 'RRULE:FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15',
    expected:
      '1997-09-10 1997-09-11 1997-09-12 1997-09-13 1997-09-14 1997-09-15 1999-03-10 1999-03-11 1999-03-12 1999-03-13',
    ends: true,
  },
  {
    title: 'every Tuesday, every other month',
    start: '19970902T090000',
    lines: 'RRULE:FREQ=MONTHLY;INTERVAL=2;BYDAY=TU',
    expected:
      '1997-09-02 1997-09-09 1997-09-16 1997-09-23 1997-09-30 1997-11-04 1997-11-11 1997-11-18 1997-11-25 1998-01-06 1998-01-13 1998-01-20 1998-01-27 1998-03-03 1998-03-10 1998-03-17 1998-03-24 1998-03-31',
  },
  {
    title: 'yearly in June and July for 10 occurrences',
    start: '19970610T090000',
    lines: 'RRULE:FREQ=YEARLY;COUNT=10;BYMONTH=6,7',
    expected:
      '1997-06-10 1997-07-10 1998-06-10 1998-07-10 1999-06-10 1999-07-10 2000-06-10 2000-07-10 2001-06-10 2001-07-10',
    ends: true,
  },
  {
    title: 'every other year on January, February and March for 10 occurrences',
    start: '19970310T090000',
    lines: 'RRULE:FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3',
    expected:
      '1997-03-10 1999-01-10 1999-02-10 1999-03-10 2001-01-10 2001-02-10 2001-03-10 2003-01-10 2003-02-10 2003-03-10',
    ends: true,
  },
  {
    title: 'every third year on the 1st, 100th and 200th day for 10 occurrences',
    start: '19970101T090000',
    lines: 'RRULE:FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200',
    expected:
      '1997-01-01 1997-04-10 1997-07-19 2000-01-01 2000-04-09 2000-07-18 2003-01-01 2003-04-10 2003-07-19 2006-01-01',
    ends: true,
  },
  {
    title: 'every 20th Monday of the year',
    start: '19970519T090000',
    lines: 'RRULE:FREQ=YEARLY;BYDAY=20MO',
    expected: '1997-05-19 1998-05-18 1999-05-17',
  },
  {
    title: 'Monday of week number 20',
    start: '19970512T090000',
    lines: 'RRULE:FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO',
    expected: '1997-05-12 1998-05-11 1999-05-17',
  },
  {
    title: 'every Thursday in March',
    start: '19970313T090000',
    lines: 'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=TH',
    expected:
      '1997-03-13 1997-03-20 1997-03-27 1998-03-05 1998-03-12 1998-03-19 1998-03-26 1999-03-04 1999-03-11 1999-03-18 1999-03-25',
  },
  {
    title: 'every Thursday in June, July and August',
    start: '19970605T090000',
    lines: 'RRULE:FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8',
    expected:
      '1997-06-05 1997-06-12 1997-06-19 1997-06-26 1997-07-03 1997-07-10 1997-07-17 1997-07-24 1997-07-31 1997-08-07 1997-08-14 1997-08-21 1997-08-28 1998-06-04 1998-06-11',
  },
  {
    title: 'every Friday the 13th, without the start',
    start: '19970902T090000',
    lines: 'EXDATE;TZID=America/New_York:19970902T090000\nRRULE:FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13',
    expected: '1998-02-13 1998-03-13 1998-11-13 1999-08-13 2000-10-13',
  },
  {
    title: 'the first Saturday that follows the first Sunday of the month',
    start: '19970913T090000',
    lines: 'RRULE:FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13',
    expected:
      '1997-09-13 1997-10-11 1997-11-08 1997-12-13 1998-01-10 1998-02-07 1998-03-07 1998-04-11 1998-05-09 1998-06-13',
  },
  {
    title: 'U.S. presidential election day',
    start: '19961105T090000',
    lines: 'RRULE:FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
    expected: '1996-11-05 2000-11-07 2004-11-02',
  },
  {
    title: 'the third Tuesday, Wednesday or Thursday of the month, for 3 months',
    start: '19970904T090000',
    lines: 'RRULE:FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3',
    expected: '1997-09-04 1997-10-07 1997-11-06',
    ends: true,
  },
  {
    title: 'the second-to-last weekday of the month',
    start: '19970929T090000',
    lines: 'RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2',
    expected: '1997-09-29 1997-10-30 1997-11-27 1997-12-30 1998-01-29 1998-02-26 1998-03-30',
  },
  {
    // The RFC's text has UNTIL=19970902T170000Z, which contradicts its dates: 17:00 there is 21:00 in UTC.
    title: 'every 3 hours from 9:00 to 17:00 on a day',
    start: '19970902T090000',
    lines: 'RRULE:FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z',
    expected: '1997-09-02T09:00 1997-09-02T12:00 1997-09-02T15:00',
    ends: true,
  },
  {
    title: 'every 15 minutes for 6 occurrences',
    start: '19970902T090000',
    lines: 'RRULE:FREQ=MINUTELY;INTERVAL=15;COUNT=6',
    expected:
      '1997-09-02T09:00 1997-09-02T09:15 1997-09-02T09:30 1997-09-02T09:45 1997-09-02T10:00 1997-09-02T10:15',
    ends: true,
  },
  {
    title: 'every hour and a half for 4 occurrences',
    start: '19970902T090000',
    lines: 'RRULE:FREQ=MINUTELY;INTERVAL=90;COUNT=4',
    expected: '1997-09-02T09:00 1997-09-02T10:30 1997-09-02T12:00 1997-09-02T13:30',
    ends: true,
  },
  {
    title: 'the first Monday to Friday week starts, INTERVAL=2 with WKST=MO',
    start: '19970805T090000',
    lines: 'RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
    expected: '1997-08-05 1997-08-10 1997-08-19 1997-08-24',
    ends: true,
  },
  {
    title: 'the same with WKST=SU',
    start: '19970805T090000',
    lines: 'RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU',
    expected: '1997-08-05 1997-08-17 1997-08-19 1997-08-31',
    ends: true,
  },
  {
    title: 'a date that does not exist in every month is left out',
    start: '20070115T090000',
    lines: 'RRULE:FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5',
    expected: '2007-01-15 2007-01-30 2007-02-15 2007-03-15 2007-03-30',
    ends: true,
  },
];

/** Examples that the RFC writes in more than one way; all mean the same. */
export const RFC_SAME: readonly {
  title: string;
  start: string;
  rules: string[];
  count: number;
  last: string;
}[] = [
  {
    title: 'daily until December 24, 1997',
    start: '19970902T090000',
    rules: ['FREQ=DAILY;UNTIL=19971224T000000Z'],
    count: 113,
    last: '1997-12-23T09:00:00-05:00',
  },
  {
    title: 'every day in January, for 3 years',
    start: '19980101T090000',
    rules: [
      'FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA',
      'FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1',
    ],
    count: 93,
    last: '2000-01-31T09:00:00-05:00',
  },
  {
    title: 'every 20 minutes from 9:00 to 16:40 every day',
    start: '19970902T090000',
    rules: [
      'FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40;UNTIL=19970903T210000Z',
      'FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16;UNTIL=19970903T210000Z',
    ],
    count: 48,
    last: '1997-09-03T16:40:00-04:00',
  },
];
