import {fieldSet} from './field.ts';

/** crm.activity.fields, as far as activities of the older methods have them (crm-activity-list.md, crm-activity-get.md). */
export const ACTIVITY_FIELDS = fieldSet(`
  id                  ID                  int ro
  OWNER_ID            OWNER_ID            int =0
  OWNER_TYPE_ID       OWNER_TYPE_ID       int =0
  TYPE_ID             TYPE_ID             int ro =6
  PROVIDER_ID         PROVIDER_ID         string ro
  PROVIDER_TYPE_ID    PROVIDER_TYPE_ID    string ro
  PROVIDER_GROUP_ID   PROVIDER_GROUP_ID   string
  ASSOCIATED_ENTITY_ID ASSOCIATED_ENTITY_ID int ro =0
  SUBJECT             SUBJECT             string
  CREATED             CREATED             time ro
  LAST_UPDATED        LAST_UPDATED        time ro
  START_TIME          START_TIME          time
  END_TIME            END_TIME            time
  DEADLINE            DEADLINE            time ro
  COMPLETED           COMPLETED           flag =N
  STATUS              STATUS              int =1
  RESPONSIBLE_ID      RESPONSIBLE_ID      user
  PRIORITY            PRIORITY            int =2
  NOTIFY_TYPE         NOTIFY_TYPE         int =0
  NOTIFY_VALUE        NOTIFY_VALUE        int =0
  DESCRIPTION         DESCRIPTION         string =
  DESCRIPTION_TYPE    DESCRIPTION_TYPE    int =1
  DIRECTION           DIRECTION           int =0
  LOCATION            LOCATION            string =
  ORIGINATOR_ID       ORIGINATOR_ID       string
  ORIGIN_ID           ORIGIN_ID           string
  AUTHOR_ID           AUTHOR_ID           user ro
  EDITOR_ID           EDITOR_ID           user ro
  PROVIDER_DATA       PROVIDER_DATA       string
  RESULT_MARK         RESULT_MARK         int =0
  RESULT_VALUE        RESULT_VALUE        double
  RESULT_SUM          RESULT_SUM          double
  RESULT_CURRENCY_ID  RESULT_CURRENCY_ID  string
  RESULT_STATUS       RESULT_STATUS       int =0
  RESULT_STREAM       RESULT_STREAM       int =0
  RESULT_SOURCE_ID    RESULT_SOURCE_ID    string
  AUTOCOMPLETE_RULE   AUTOCOMPLETE_RULE   int =0
`);
