/** Gives a minute of the day (0 to 1439) as clocks show it: `09:05`. */
export function clockTime(minuteOfDay: number): string {
  const twoDigits = (number: number) => String(number).padStart(2, '0');
  return `${twoDigits(Math.floor(minuteOfDay / 60))}:${twoDigits(minuteOfDay % 60)}`;
}
