/** Customers' data as it is shown until someone asks for it: enough to recognise, not enough to use. */

/** 张三丰 is 张**, John Smith is J**. */
export function maskName(name: string): string {
  const [first] = name.trim();
  return first === undefined ? '' : `${first}**`;
}

/** 13812340000 is 138****0000; a number too short for that keeps its last two digits. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  if (digits.length >= 11) return `${digits.slice(0, digits.length - 8)}****${digits.slice(-4)}`;
  return digits.length > 4 ? `****${digits.slice(-2)}` : '****';
}

/** The district stays, the street and the door go: at most six characters, and never more than half. */
export function maskAddress(address: string): string {
  const characters = [...address.trim()];
  return `${characters.slice(0, Math.min(6, Math.floor(characters.length / 2))).join('')}****`;
}

/** A customer's code is shown when it is an identifier; codes that are a phone number, an e-mail or a name are masked as such. */
export function maskCustomerCode(code: string): string {
  if (/^\+?\d(?:[ ()-]*\d){9,14}$/.test(code)) return maskPhone(code);
  if (/^[\w-]*\d[\w-]*$/.test(code)) return code;
  return maskName(code);
}
