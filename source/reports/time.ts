const two = (value: number): string => String(value).padStart(2, '0');

/** "2026-11-25 10:42:07" in local time: a table program takes it for a time, and it sorts. */
export function localTime(at: number): string {
  const time = new Date(at);
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

/** "UTC+03:00": what `localTime` was told in. */
export function zoneOf(at: number): string {
  const minutes = -new Date(at).getTimezoneOffset();
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

export function isoTime(at: number): string {
  return new Date(at).toISOString();
}
