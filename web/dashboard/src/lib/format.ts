// Numbers and times as people read them, in the language of the words.
const language = 'en';

const number = new Intl.NumberFormat(language);
const plural = new Intl.PluralRules(language);
const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
const day_and_time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
const moment = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long' });

export const count_of = (n: number) => number.format(n);
/** "1 second", "2 seconds" */
export const many = (n: number, one: string, others = `${one}s`) => `${number.format(n)} ${plural.select(n) === 'one' ? one : others}`;

const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
] as const;

/** "5 minutes ago"; "" of what is not a minute old. */
export function ago(at: Date, now: number): string {
    const seconds = (at.getTime() - now) / 1_000;
    for (const [unit, length] of units) {
        if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
    }
    return '';
}

/** Of today only the time. */
export const shortly = (at: Date, now: Date) => (at.toDateString() === now.toDateString() ? time : day_and_time).format(at);
/** With the day of the week, the seconds and the zone. */
export const exactly = (at: Date) => moment.format(at);
