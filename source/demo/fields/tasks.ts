import {fieldSet} from './field.ts';

/** Tasks: asked for in upper case, answered in camelCase with text values (tasks-task-list.md). */
export const TASK_FIELDS = fieldSet(`
  id                ID                int ro
  title             TITLE             string =
  description       DESCRIPTION       string =
  status            STATUS            int =2
  priority          PRIORITY          int =1
  responsibleId     RESPONSIBLE_ID    user
  createdBy         CREATED_BY        user
  createdDate       CREATED_DATE      time ro
  changedBy         CHANGED_BY        user ro
  changedDate       CHANGED_DATE      time ro
  closedDate        CLOSED_DATE       time ro
  deadline          DEADLINE          time
  startDatePlan     START_DATE_PLAN   time
  endDatePlan       END_DATE_PLAN     time
  groupId           GROUP_ID          int =0
  parentId          PARENT_ID         int
  mark              MARK              string
`);
