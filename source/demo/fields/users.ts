import {fieldSet} from './field.ts';

/**
 * Fields of people by which user.get filters and sorts. CONFIRM_CODE is never answered, and filtered by in user.search only
 * (fact sheet 7).
 */
export const USER_FIELDS = fieldSet(`
  id                ID                int
  XML_ID            XML_ID            string =
  TITLE             TITLE             string =
  ACTIVE            ACTIVE            flag
  NAME              NAME              string =
  LAST_NAME         LAST_NAME         string =
  SECOND_NAME       SECOND_NAME       string =
  EMAIL             EMAIL             string =
  LAST_LOGIN        LAST_LOGIN        time
  DATE_REGISTER     DATE_REGISTER     time
  LAST_ACTIVITY_DATE LAST_ACTIVITY_DATE time
  IS_ONLINE         IS_ONLINE         flag =N
  TIME_ZONE         TIME_ZONE         string =
  PERSONAL_GENDER   PERSONAL_GENDER   string =
  PERSONAL_BIRTHDAY PERSONAL_BIRTHDAY time
  PERSONAL_WWW      PERSONAL_WWW      string =
  PERSONAL_MOBILE   PERSONAL_MOBILE   string =
  PERSONAL_CITY     PERSONAL_CITY     string =
  WORK_PHONE        WORK_PHONE        string =
  WORK_POSITION     WORK_POSITION     string =
  UF_EMPLOYMENT_DATE UF_EMPLOYMENT_DATE time
  UF_DEPARTMENT     UF_DEPARTMENT     ids
  USER_TYPE         USER_TYPE         string =employee
  CONFIRM_CODE      CONFIRM_CODE      string =
`);
