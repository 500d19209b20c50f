import fc from 'fast-check';
import {expect, test} from 'vitest';
import {maskTyped} from '../../../source/domain/wizard/index.ts';

test.each([
  ['', ''],
  ['https://acme.bitrix24.com/rest/17/abcde/', 'https://acme.bitrix24.com/••••••••••••••'],
  ['acme.bitrix24.com/rest/17/abcde', 'acme.bitrix24.com/•••••••••••••'],
  ['http://127.0.0.1:8080/rest/1/abcde', 'http://127.0.0.1:8080/••••••••••••'],
  ['<"https://acme.bitrix24.com/rest/17/abcde/">', 'https://acme.bitrix24.com/••••••••••••••••'],
  ['abcdefghij', '••••••••••'],
  ['/rest/17/abcde/', '•••••••••••••••'],
  ['abcdef/ghij', '•••••••••••'],
  ['https://user:secret@acme.bitrix24.com/', '••••••••••••••••••••••••••••••••••••••'],
])('%s', (typed, shown) => {
  expect(maskTyped(typed)).toBe(shown);
});

test('while it is typed, letter by letter, no four letters of the code are ever shown', () => {
  const token = fc.string({
    unit: fc.constantFrom(...Array.from('abcdefghijklmnopqrstuvwxyz0123456789')),
    minLength: 8,
    maxLength: 40,
  });
  const before = fc.constantFrom(
    'https://ACME.EXAMPLE/rest/17/',
    'ACME.EXAMPLE/rest/17/',
    '',
    '/rest/17/',
    '"https://ACME.EXAMPLE/rest/',
  );
  fc.assert(
    fc.property(before, token, (head, secret) => {
      for (let length = head.length; length <= head.length + secret.length; length += 1) {
        const shown = maskTyped(`${head}${secret}`.slice(0, length));
        for (let at = 0; at + 4 <= secret.length; at += 1) {
          expect(shown.replace('ACME.EXAMPLE', '').replace('https', '')).not.toContain(secret.slice(at, at + 4));
        }
      }
    }),
  );
});
