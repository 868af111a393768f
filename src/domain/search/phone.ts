const SHOWN = 2;

/** A phone for somebody who may not have it: how long it is and its last digits, enough to tell two clients apart. */
export function maskPhone(phone: string): string {
  const digits = phone.replaceAll(/\D/g, '');
  const shown = digits.length > 2 * SHOWN ? digits.slice(-SHOWN) : '';
  return `${phone.trim().startsWith('+') ? '+' : ''}${'•'.repeat(digits.length - shown.length)}${shown}`;
}
