import type {Stage} from '../company/directory.ts';
import {isArray, type Out, strval} from '../php/values.ts';
import {ACCESS_DENIED, controllerError, RestError, TYPE_NOT_FOUND} from '../rest/errors.ts';
import type {Answer, Call, Method} from '../rest/method.ts';
import {boundArray, boundInt, legacyArray, upperKeys} from '../rest/parameters.ts';

/** Types with a fixed id, as crm.enum.ownertype names them (crm-enum-owner-type.md). */
const FIXED_TYPES: readonly (readonly [number, string, string, string])[] = [
  [1, 'Lead', 'LEAD', 'L'],
  [2, 'Deal', 'DEAL', 'D'],
  [3, 'Contact', 'CONTACT', 'C'],
  [4, 'Company', 'COMPANY', 'CO'],
  [5, 'Invoice (old version)', 'INVOICE', 'I'],
  [7, 'Estimate', 'QUOTE', 'Q'],
  [8, 'Details', 'REQUISITE', 'RQ'],
  [31, 'Invoice', 'SMART_INVOICE', 'SI'],
  [36, 'Document', 'SMART_DOCUMENT', 'DO'],
  [39, 'HR document', 'SMART_B2E_DOC', 'SBD'],
];

function ownerTypes({portal}: Call): Answer {
  const fixed = FIXED_TYPES.map(([ID, NAME, SYMBOL_CODE, SYMBOL_CODE_SHORT]) => ({
    ID,
    NAME,
    SYMBOL_CODE,
    SYMBOL_CODE_SHORT,
  }));
  const smart = portal.directory.smartTypes.map(type => ({
    ID: type.entityTypeId,
    NAME: type.title,
    SYMBOL_CODE: `DYNAMIC_${type.entityTypeId}`,
    SYMBOL_CODE_SHORT: `T${type.entityTypeId.toString(16)}`,
  }));
  return {result: [...fixed, ...smart]};
}

/** Smart processes; administrators of the CRM only, and never invoices (trap 32). */
function typeList(call: Call): Answer {
  if (!call.admin) throw ACCESS_DENIED();
  const filter = boundArray(call.params, 'filter') ?? new Map();
  const types = call.portal.directory.smartTypes.map(smartType).filter(type =>
    [...filter].every(([key, value]) => {
      const name = key.replace(/^=/, '');
      return !(name in type) || strval(type[name] as string | number | null) === strval(value);
    }),
  );
  return {result: {types}, total: types.length};
}

function smartType(type: {id: number; entityTypeId: number; title: string; stages: boolean}): {[key: string]: Out} {
  return {
    id: type.id,
    title: type.title,
    code: '',
    createdBy: 1,
    entityTypeId: type.entityTypeId,
    customSectionId: null,
    isCategoriesEnabled: 'N',
    isStagesEnabled: type.stages ? 'Y' : 'N',
    isBeginCloseDatesEnabled: 'Y',
    isClientEnabled: 'Y',
    isUseInUserfieldEnabled: 'Y',
    isLinkWithProductsEnabled: 'Y',
    isMycompanyEnabled: 'Y',
    isDocumentsEnabled: 'Y',
    isSourceEnabled: 'Y',
    isObserversEnabled: 'Y',
    isRecyclebinEnabled: 'Y',
    isAutomationEnabled: 'Y',
    isBizProcEnabled: 'N',
    isSetOpenPermissions: 'Y',
    isPaymentsEnabled: 'N',
    isCountersEnabled: 'N',
    createdTime: '2023-02-14T10:15:00+03:00',
    updatedTime: '2023-02-14T10:15:00+03:00',
    updatedBy: 1,
  };
}

/** One smart process; an unknown one is an error with the number 0 for a code (crm-type-get-by-entity-type-id.md). */
function typeByEntity(call: Call): Answer {
  if (!call.admin) throw ACCESS_DENIED();
  const wanted = boundInt(call.params, 'entityTypeId');
  const type = call.portal.directory.smartTypes.find(one => one.entityTypeId === wanted);
  if (!type) throw new RestError(400, 0, 'Smart process not found');
  return {
    result: {
      type: {...smartType(type), relations: {parent: [], child: []}, linkedUserFields: new Map(), customSections: []},
    },
  };
}

function categoryList(call: Call): Answer {
  const type = boundInt(call.params, 'entityTypeId');
  if (type === 1 || type === 7) {
    throw controllerError(
      'ENTITY_TYPE_NOT_SUPPORTED',
      `Entity type "${type === 1 ? 'Lead' : 'Estimate'}" is not supported`,
    );
  }
  if (!call.portal.store.find(type) || type === 5 || type === 6) throw TYPE_NOT_FOUND();
  const categories = call.portal.directory.categories
    .filter(category => category.type === type)
    .map((category, index) => ({
      id: category.id,
      name: category.name,
      sort: (index + 1) * 100,
      entityTypeId: type,
      isDefault: category.isDefault ? 'Y' : 'N',
      originId: '',
      originatorId: '',
    }));
  return {result: {categories}, total: categories.length};
}

/** All stages and directories, without pages; the filter by ENTITY_ID takes a text only (fact sheet 8). */
function statusList(call: Call): Answer {
  const filter = upperKeys(legacyArray(call.params, 'filter'));
  if ([...filter.values()].some(isArray)) {
    throw new RestError(400, 'Invalid parameters.', 'Incorrect parameters passed.');
  }
  const rows = call.portal.directory.stages.map(statusRow).filter(row =>
    [...filter].every(([key, value]) => {
      const name = key.replace(/^=/, '');
      return !(name in row) || strval(row[name] as string | null) === strval(value);
    }),
  );
  return {result: rows, total: rows.length};
}

const EXTRA = {S: 'success', F: 'failure'};

function statusRow(stage: Stage): {[key: string]: Out} {
  const category = /_(\d+)$/.exec(stage.entity)?.[1] ?? null;
  return {
    ID: String(stage.id),
    ENTITY_ID: stage.entity,
    STATUS_ID: stage.code,
    NAME: stage.name,
    NAME_INIT: stage.system ? stage.name : '',
    SORT: String(stage.sort),
    SYSTEM: stage.system ? 'Y' : 'N',
    CATEGORY_ID: category,
    COLOR: '#39A8EF',
    SEMANTICS: stage.semantics,
    EXTRA: {SEMANTICS: stage.semantics ? EXTRA[stage.semantics] : 'process', COLOR: '#39A8EF'},
  };
}

function departments(call: Call): Answer {
  const top = upperKeys(call.params);
  const given = top.get('FILTER');
  const filter = isArray(given) ? given : top;
  const rows = call.portal.directory.departments
    .map(one => ({
      ID: String(one.id),
      NAME: one.name,
      SORT: 500,
      ...(one.parent === null ? {} : {PARENT: String(one.parent)}),
      ...(one.head === null ? {} : {UF_HEAD: String(one.head)}),
    }))
    .filter(row => {
      const cells: {[key: string]: Out} = row;
      return ['ID', 'NAME', 'PARENT', 'UF_HEAD'].every(key => {
        const wanted = filter.get(key);
        if (wanted === undefined) return true;
        return (isArray(wanted) ? [...wanted.values()] : [wanted]).some(
          one => strval(one) === strval(cells[key] as string),
        );
      });
    });
  if (strval(top.get('ORDER')).toUpperCase() === 'DESC') rows.reverse();
  return {result: rows, total: rows.length};
}

export const DIRECTORY_METHODS: readonly Method[] = [
  {name: 'crm.enum.ownertype', scope: 'crm', family: 'legacy', run: ownerTypes},
  {name: 'crm.type.list', scope: 'crm', family: 'controller', run: typeList},
  {name: 'crm.type.getByEntityTypeId', scope: 'crm', family: 'controller', run: typeByEntity},
  {name: 'crm.category.list', scope: 'crm', family: 'controller', run: categoryList},
  {name: 'crm.status.list', scope: 'crm', family: 'legacy', run: statusList},
  {name: 'department.get', scope: 'department', family: 'legacy', run: departments},
];
