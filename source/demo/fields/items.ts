import {type FieldSet, fieldSet} from './field.ts';

/*
 * Fields of the types behind crm.item.*, after the documented answers (crm-item-get.md, crm-item-update.md, object-fields.md,
 * crm-{lead,deal,contact,company,quote}-get.md). Columns: name, name in the older methods, kind, `ro`, default.
 */

const COMMON = `
  id                ID                int ro
  createdTime       DATE_CREATE       time ro
  updatedTime       DATE_MODIFY       time ro
  createdBy         CREATED_BY_ID     user ro
  updatedBy         MODIFY_BY_ID      user ro
  assignedById      ASSIGNED_BY_ID    user
  opened            OPENED            flag =Y
  originatorId      ORIGINATOR_ID     string
  originId          ORIGIN_ID         string
  lastActivityBy    LAST_ACTIVITY_BY  user ro
  lastActivityTime  LAST_ACTIVITY_TIME time ro
  dateCreateShort   -                 time ro
  dateModifyShort   -                 time ro
  searchContent     -                 string ro
  utmSource         UTM_SOURCE        string
  utmMedium         UTM_MEDIUM        string
  utmCampaign       UTM_CAMPAIGN      string
  utmContent        UTM_CONTENT       string
  utmTerm           UTM_TERM          string
`;

const MOVED = `
  movedBy           MOVED_BY_ID       user ro
  movedTime         MOVED_TIME        time ro
`;

const MONEY = `
  opportunity         OPPORTUNITY           double =0
  isManualOpportunity IS_MANUAL_OPPORTUNITY flag =N
  currencyId          CURRENCY_ID           string =EUR
`;

const PERSON = `
  honorific         HONORIFIC         string
  name              NAME              string
  secondName        SECOND_NAME       string
  lastName          LAST_NAME         string
  post              POST              string
  comments          COMMENTS          string
  birthdate         BIRTHDATE         time
  hasPhone          HAS_PHONE         flag =N
  hasEmail          HAS_EMAIL         flag =N
  hasImol           HAS_IMOL          flag =N
`;

const CLIENT = `
  companyId         COMPANY_ID        int =0
  contactId         CONTACT_ID        int =0
  contactIds        -                 ids
`;

const SOURCE = `
  sourceId          SOURCE_ID         string
  sourceDescription SOURCE_DESCRIPTION string
  webformId         WEBFORM_ID        int =0
`;

const LEAD = `
  title             TITLE             string
  stageId           STATUS_ID         string =NEW
  stageSemanticId   STATUS_SEMANTIC_ID string ro =P
  statusDescription STATUS_DESCRIPTION string
  isConvert         -                 flag ro
  productId         -                 string
  shortName         -                 string ro
  login             -                 string
  address           -                 string
  companyTitle      COMPANY_TITLE     string
  dateClosed        DATE_CLOSED       time ro
  isReturnCustomer  IS_RETURN_CUSTOMER flag ro =N
  observers         -                 ids
`;

const DEAL = `
  title             TITLE             string
  typeId            TYPE_ID           string =SALE
  categoryId        CATEGORY_ID       int =0
  stageId           STAGE_ID          string =NEW
  stageSemanticId   STAGE_SEMANTIC_ID string ro =P
  productId         -                 string
  begindateShort    -                 time ro
  closedateShort    -                 time ro
  eventDate         -                 time
  eventDateShort    -                 time ro
  eventId           -                 string
  eventDescription  -                 string
  orderStage        -                 string ro
  isWork            -                 flag ro
  isWon             -                 flag ro
  isLose            -                 flag ro
  receivedAmount    -                 double ro
  lostAmount        -                 double ro
  hasProducts       -                 flag ro
  isNew             IS_NEW            flag ro =N
  isRecurring       IS_RECURRING      flag =N
  isReturnCustomer  IS_RETURN_CUSTOMER flag =N
  isRepeatedApproach IS_REPEATED_APPROACH flag =N
  closed            CLOSED            flag =N
  probability       PROBABILITY       int
  taxValue          TAX_VALUE         double =0
  leadId            LEAD_ID           int
  quoteId           QUOTE_ID          int
  begindate         BEGINDATE         time
  closedate         CLOSEDATE         time
  comments          COMMENTS          string
  additionalInfo    ADDITIONAL_INFO   string
  locationId        LOCATION_ID       int
  observers         -                 ids
`;

const CONTACT = `
  typeId            TYPE_ID           string =CLIENT
  categoryId        CATEGORY_ID       int =0
  photo             PHOTO             int
  leadId            LEAD_ID           int
  companyId         COMPANY_ID        int =0
  export            EXPORT            flag =Y
  originVersion     ORIGIN_VERSION    string
  faceId            FACE_ID           int
  observers         -                 ids
`;

const COMPANY = `
  title             TITLE             string
  typeId            COMPANY_TYPE      string =CUSTOMER
  categoryId        CATEGORY_ID       int =0
  logo              LOGO              int
  leadId            LEAD_ID           int
  industry          INDUSTRY          string
  revenue           REVENUE           double =0
  currencyId        CURRENCY_ID       string =EUR
  employees         EMPLOYEES         string
  comments          COMMENTS          string
  bankingDetails    BANKING_DETAILS   string
  lastCommunicationTime LAST_COMMUNICATION_TIME string ro
  isMyCompany       IS_MY_COMPANY     flag =N
  hasPhone          HAS_PHONE         flag =N
  hasEmail          HAS_EMAIL         flag =N
  hasImol           HAS_IMOL          flag =N
  originVersion     ORIGIN_VERSION    string
  observers         -                 ids
`;

const QUOTE = `
  title             TITLE             string
  quoteNumber       QUOTE_NUMBER      string
  stageId           STATUS_ID         string =DRAFT
  closed            CLOSED            flag =N
  taxValue          TAX_VALUE         double =0
  leadId            LEAD_ID           int
  dealId            DEAL_ID           int
  mycompanyId       MYCOMPANY_ID      int
  begindate         BEGINDATE         time
  closedate         CLOSEDATE         time
  actualDate        ACTUAL_DATE       time
  content           CONTENT           string
  terms             TERMS             string
  comments          COMMENTS          string
  clientTitle       CLIENT_TITLE      string
  clientAddr        CLIENT_ADDR       string
  clientContact     CLIENT_CONTACT    string
  clientEmail       CLIENT_EMAIL      string
  clientPhone       CLIENT_PHONE      string
  clientTpId        CLIENT_TP_ID      string
  clientTpaId       CLIENT_TPA_ID     string
  lastCommunicationTime LAST_COMMUNICATION_TIME string ro
  personTypeId      PERSON_TYPE_ID    int
  locationId        LOCATION_ID       int
`;

const SMART = `
  title             TITLE             string
  xmlId             XML_ID            string
  categoryId        CATEGORY_ID       int =0
  stageId           STAGE_ID          string
  previousStageId   PREVIOUS_STAGE_ID string ro
  begindate         BEGINDATE         time
  closedate         CLOSEDATE         time
  mycompanyId       MYCOMPANY_ID      int =0
  taxValue          TAX_VALUE         double =0
  parentId2         PARENT_ID_2       int
  observers         -                 ids
`;

const SMART_INVOICE = `
  accountNumber     ACCOUNT_NUMBER    string
  comments          COMMENTS          string
  locationId        LOCATION_ID       int
  parentId7         PARENT_ID_7       int
`;

const LEAD_FIELDS = fieldSet(COMMON, MOVED, MONEY, PERSON, CLIENT, SOURCE, LEAD);
const DEAL_FIELDS = fieldSet(COMMON, MOVED, MONEY, CLIENT, SOURCE, DEAL);
const CONTACT_FIELDS = fieldSet(COMMON, PERSON, SOURCE, CONTACT);
const COMPANY_FIELDS = fieldSet(COMMON, COMPANY);
const QUOTE_FIELDS = fieldSet(COMMON, MONEY, CLIENT, QUOTE);
const SMART_FIELDS = fieldSet(COMMON, MOVED, MONEY, CLIENT, SOURCE, SMART);
const SMART_INVOICE_FIELDS = fieldSet(COMMON, MOVED, MONEY, CLIENT, SOURCE, SMART, SMART_INVOICE);

/** The fields of a type of crm.item.*; smart processes share one set. */
export function itemFields(entityTypeId: number): FieldSet {
  switch (entityTypeId) {
    case 1:
      return LEAD_FIELDS;
    case 2:
      return DEAL_FIELDS;
    case 3:
      return CONTACT_FIELDS;
    case 4:
      return COMPANY_FIELDS;
    case 7:
      return QUOTE_FIELDS;
    case 31:
      return SMART_INVOICE_FIELDS;
    default:
      return SMART_FIELDS;
  }
}
