import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DateOrder } from '#shared/contract/index.ts';
import { businessDate } from '#shared/domain/business-date.ts';
import { studyDates } from '../../../../src-main/ingest/understand/date-order.ts';
import {
  createMoment,
  createZoneClock,
  MOMENT,
  readMoment,
  readTimeOfDay,
} from '../../../../src-main/ingest/understand/index.ts';

const moment = createMoment();
const cell = (text: string) => {
  const bytes = new TextEncoder().encode(text);
  return { bytes, start: 0, end: bytes.length };
};
/** `YYYY-MM-DD HH:MM:SS +offset`, as far as the cell says. */
function read(text: string, order: DateOrder = 'ymd'): string {
  const outcome = readMoment(cell(text), order, moment);
  if (outcome !== MOMENT.ok) return outcome === MOMENT.missing ? 'missing' : 'invalid';
  const time = moment.second < 0 ? '' : ` ${new Date(moment.second * 1_000).toISOString().slice(11, 19)}`;
  return `${businessDate(moment.day)}${time}${Number.isNaN(moment.offset) ? '' : ` ${moment.offset}`}`;
}

describe('a moment in a cell', () => {
  it.each([
    ['2024-06-02 06:30:02', 'ymd', '2024-06-02 06:30:02'],
    ['2024-06-02 星期日', 'ymd', '2024-06-02'],
    ['2024年6月2日（周日）06:30', 'ymd', '2024-06-02 06:30:00'],
    ['2024-06-02T06:30:02.123Z', 'ymd', '2024-06-02 06:30:02 0'],
    ['2026-04-05 21:06:21 +0400', 'ymd', '2026-04-05 21:06:21 240'],
    ['2024-06-02T06:30:02-05:00', 'mdy', '2024-06-02 06:30:02 -300'],
    ['2024/6/2', 'ymd', '2024-06-02'],
    ['2024.6.2 8:05', 'ymd', '2024-06-02 08:05:00'],
    ['2024年6月2日', 'ymd', '2024-06-02'],
    ['2024年6月2日 14时30分', 'ymd', '2024-06-02 14:30:00'],
    ['2024年6月2日 下午2:30', 'ymd', '2024-06-02 14:30:00'],
    ['民國113年1月5日', 'ymd', '2024-01-05'],
    ['民國99年12月31日 下午2時30分', 'ymd', '2010-12-31 14:30:00'],
    ['113/01/05', 'ymd', '2024-01-05'],
    ['113-01-05 08:05', 'mdy', '2024-01-05 08:05:00'],
    ['20240602', 'ymd', '2024-06-02'],
    ['20240602063002', 'ymd', '2024-06-02 06:30:02'],
    ['1/13/2016', 'mdy', '2016-01-13'],
    ['01-12-2016', 'mdy', '2016-01-12'],
    ['01-12-2016', 'dmy', '2016-12-01'],
    ['13.01.2016', 'dmy', '2016-01-13'],
    ['12/1/2010 8:26', 'mdy', '2010-12-01 08:26:00'],
    ['11:38 PM, September 10 2024', 'mdy', '2024-09-10 23:38:00'],
    ['09:05 3/4/2024', 'dmy', '2024-04-03 09:05:00'],
    ['1/2/2024 1:08 PM', 'mdy', '2024-01-02 13:08:00'],
    ['1/2/2024 12:08 am', 'mdy', '2024-01-02 00:08:00'],
    ['1/13/24', 'mdy', '2024-01-13'],
    ['Jun 2, 2024 10:22:33 PM PDT', 'mdy', '2024-06-02 22:22:33 -420'],
    ['02-Jun-2024', 'dmy', '2024-06-02'],
    ['Sunday, 2 June 2024', 'mdy', '2024-06-02'],
    ['5 févr. 2024', 'ymd', '2024-02-05'],
    ['Mardi 13 août 2024 14:30', 'ymd', '2024-08-13 14:30:00'],
    ['17 de septiembre de 2024', 'ymd', '2024-09-17'],
    ['3 dic 2024', 'ymd', '2024-12-03'],
    ['2. März 2024', 'ymd', '2024-03-02'],
    ['5 Şubat 2024', 'ymd', '2024-02-05'],
    ['2024年1月5日 午後2時30分', 'ymd', '2024-01-05 14:30:00'],
    ['45445.25', 'excel', '2024-06-02 06:00:00'],
    ['45445', 'ymd', '2024-06-02'],
    ['1717309802', 'epoch-seconds', '2024-06-02 06:30:02 0'],
    ['1717309802123', 'epoch-milliseconds', '2024-06-02 06:30:02 0'],
    ['2024-02-29', 'ymd', '2024-02-29'],
    ['２０２４－０１－０５', 'ymd', '2024-01-05'],
    ['２０２４／１／５　１２：３０', 'ymd', '2024-01-05 12:30:00'],
    ['2024/1/１5', 'ymd', '2024-01-15'],
    ['2024-01-05 １２:30', 'ymd', '2024-01-05 12:30:00'],
    ['２０２４年１月５日', 'ymd', '2024-01-05'],
    ['２０２４０１０５', 'ymd', '2024-01-05'],
    ['５／１／２０２４', 'dmy', '2024-01-05'],
  ] as const)('reads %s as %s', (text, order, expected) => expect(read(text, order)).toBe(expected));

  it.each([
    ['2023-02-29', 'ymd'],
    ['213/01/05', 'ymd'],
    ['01/113/05', 'ymd'],
    ['13/13/2016', 'mdy'],
    ['13/01/2016', 'mdy'],
    ['2024-06-02 25:00:00', 'ymd'],
    ['2024-06-02 what', 'ymd'],
    ['07:05:11', 'ymd'],
    ['not a date', 'ymd'],
    ['=TODAY()', 'ymd'],
    ['2024-06', 'ymd'],
  ] as const)('refuses %s (%s)', (text, order) => expect(read(text, order)).toBe('invalid'));

  it.each(['', '-', 'NA', '无'])('takes %j as nothing said', (text) => expect(read(text)).toBe('missing'));

  it('reads the time of a column of its own', () => {
    const time = (text: string) => (readTimeOfDay(cell(text), moment) === MOMENT.ok ? moment.second : null);
    expect(time('13:08')).toBe(47_280);
    expect(time('1:08 PM')).toBe(47_280);
    expect(time('0.5')).toBe(43_200);
    expect(time('1899-12-31 13:08:00')).toBe(47_280);
    expect(time('noon')).toBeNull();
  });

  it('reads any day back in every order of its parts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 7_305, max: 40_000 }), fc.constantFrom('-', '/', '.'), (day, separator) => {
        const [year, month, date] = businessDate(day).split('-') as [string, string, string];
        const written = { ymd: [year, month, date], mdy: [month, date, year], dmy: [date, month, year] };
        for (const [order, parts] of Object.entries(written)) {
          expect(read(parts.join(separator), order as DateOrder)).toBe(businessDate(day));
          expect(read(parts.map(Number).join(separator), order as DateOrder)).toBe(businessDate(day));
        }
      }),
    );
  });
});

describe('the order of a date column', () => {
  it('is decided by the whole column', () => {
    expect(studyDates(['01-12-2016', '02-03-2016', '1/13/2016']).order).toBe('mdy');
    expect(studyDates(['01/02/2024', '02/02/2024', '28/02/2024']).order).toBe('dmy');
    expect(studyDates(['０１／０２／２０２４', '２８／０２／２０２４']).order).toBe('dmy');
  });

  it('is the reading that keeps the rows in the order of time where no cell decides', () => {
    expect(studyDates(['01/03/2024', '02/03/2024', '03/03/2024', '04/03/2024']).order).toBe('dmy');
    expect(studyDates(['03/01/2024', '03/02/2024', '03/03/2024', '03/04/2024']).order).toBe('mdy');
  });

  it('knows serial numbers and epochs', () => {
    expect(studyDates(['45445', '45446.5']).order).toBe('excel');
    expect(studyDates(['1717309802']).order).toBe('epoch-seconds');
    expect(studyDates(['1717309802123']).order).toBe('epoch-milliseconds');
  });

  it('sees when midnight stands for "no time"', () => {
    expect(studyDates(['2024-06-02 00:00:00', '2024-06-03 00:00:00']).timeless).toBe(true);
    expect(studyDates(['2024-06-02 00:00:00', '2024-06-03 08:00:00']).timeless).toBe(false);
    expect(studyDates(['2024-06-02']).timeless).toBe(false);
  });
});

describe('a zone clock', () => {
  const day = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

  it('agrees with Intl at every hour of a year, in both directions', () => {
    for (const zone of ['Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata']) {
      const clock = createZoneClock(zone);
      for (let hour = 0; hour < 366 * 24; hour += 5) {
        const utc = Date.UTC(2024, 0, 1) / 1_000 + hour * 3_600;
        const local = utc + clock.offsetAt(utc);
        const back = clock.toUtc(Math.floor(local / 86_400), ((local % 86_400) + 86_400) % 86_400);
        const parts = new Intl.DateTimeFormat('sv-SE', {
          timeZone: zone,
          dateStyle: 'short',
          timeStyle: 'medium',
        }).format(utc * 1_000);
        expect(new Date(local * 1_000).toISOString().slice(0, 19).replace('T', ' ')).toBe(parts);
        // An hour that happens twice is read as the first.
        expect([utc, utc - 3_600, utc - 1_800]).toContain(back);
      }
    }
  });

  it('reads a time that a clock change skips with the offset before it, and a repeated one as the first', () => {
    const clock = createZoneClock('America/New_York');
    expect(clock.toUtc(day('2024-03-10'), 2.5 * 3_600)).toBe(Date.UTC(2024, 2, 10, 7, 30) / 1_000);
    expect(clock.toUtc(day('2024-11-03'), 1.5 * 3_600)).toBe(Date.UTC(2024, 10, 3, 5, 30) / 1_000);
  });
});
