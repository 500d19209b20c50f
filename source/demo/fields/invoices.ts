import {fieldSet} from './field.ts';

/** Old invoices, entityTypeId 5 (crm-invoice-list.md). Amounts are text with two decimals, as everywhere in the older methods. */
export const INVOICE_FIELDS = fieldSet(`
  id                ID                int ro
  ACCOUNT_NUMBER    ACCOUNT_NUMBER    string
  ORDER_TOPIC       ORDER_TOPIC       string
  STATUS_ID         STATUS_ID         string =N
  PAYED             PAYED             flag =N
  PRICE             PRICE             double =0
  CURRENCY          CURRENCY          string =EUR
  RESPONSIBLE_ID    RESPONSIBLE_ID    user
  CREATED_BY        CREATED_BY        user ro
  DATE_INSERT       DATE_INSERT       time ro
  DATE_UPDATE       DATE_UPDATE       time ro
  DATE_BILL         DATE_BILL         time
  DATE_PAY_BEFORE   DATE_PAY_BEFORE   time
  PAY_SYSTEM_ID     PAY_SYSTEM_ID     int =1
  PERSON_TYPE_ID    PERSON_TYPE_ID    int =1
  USER_DESCRIPTION  USER_DESCRIPTION  string =
  COMMENTS          COMMENTS          string =
  UF_DEAL_ID        UF_DEAL_ID        int =0
  UF_QUOTE_ID       UF_QUOTE_ID       int =0
  UF_COMPANY_ID     UF_COMPANY_ID     int =0
  UF_CONTACT_ID     UF_CONTACT_ID     int =0
  UF_MYCOMPANY_ID   UF_MYCOMPANY_ID   int =0
`);
