/** No phone has fewer digits. */
const LEAST_DIGITS = 7;

/** The digits of what is a phone, as WhatsApp calls its clients; null for other names, such as those of Instagram. */
export function phoneDigits(login: string): string | null {
  const digits = login.replaceAll(/\D/g, '');
  const isMostlyDigits = digits.length * 2 > login.replaceAll(/\s/g, '').length;
  return digits.length >= LEAST_DIGITS && isMostlyDigits ? digits : null;
}
