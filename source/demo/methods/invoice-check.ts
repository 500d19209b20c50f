import type {Portal} from '../portal.ts';
import {type Row, textOf} from '../store/row.ts';

/**
 * Why an old invoice cannot be saved; null if it can (crm_invoice.php CheckFields; fact sheet 10). `productRows` and `zeroQuantity`
 * are columns of the portal's own: the rows themselves are nothing a client of this job reads. The texts are ours, a portal's come in
 * its own language.
 */
export function invoiceFault(portal: Portal, row: Row): string | null {
  const {store, directory} = portal;
  if (textOf(row['ORDER_TOPIC'] ?? '').trim() === '') return 'Topic is not specified';
  if (Number(row['productRows'] ?? 1) === 0) return 'No products are specified';
  if (row['zeroQuantity'] === 'Y') return 'Quantity of a product must be greater than zero';
  const company = Number(row['UF_COMPANY_ID'] ?? 0);
  const contact = Number(row['UF_CONTACT_ID'] ?? 0);
  if (company === 0 && contact === 0) return 'Payer is not specified';
  if (company !== 0 && !store.table(4).get(company)) return 'Payer company is not found';
  if (contact !== 0 && !store.table(3).get(contact)) return 'Payer contact is not found';
  if (Number(row['PAY_SYSTEM_ID'] ?? 1) === 0) return 'Payment method is not specified';
  const status = textOf(row['STATUS_ID'] ?? 'N');
  if (!directory.stages.some(stage => stage.entity === 'INVOICE_STATUS' && stage.code === status))
    return 'Unknown status';
  if (textOf(row['COMMENTS'] ?? '').length > 2000) return 'Comment is too long';
  return null;
}
