import type {TypeKey} from '../entity-types.ts';

/** The records of one type that a file names. */
export interface FileIds {
  /** Ascending, each once. */
  readonly ids: readonly number[];
  /** Whom a record goes to, as written; records that are not here go by the rule of their type. */
  readonly successors: ReadonlyMap<number, string>;
}

/** A successor as a file names them, an id or an e-mail address, to be looked up once. */
export interface FileSuccessor {
  /** As first written. Addresses that differ in capitals alone are one. */
  readonly who: string;
  /** The first line that names them, for a message about a person who may not receive records. */
  readonly line: number;
}

/** What `--ids-file` holds. */
export interface IdsFile {
  readonly records: number;
  /** Types in the order in which they first stand. */
  readonly byType: ReadonlyMap<TypeKey, FileIds>;
  /** The first line of each type, for a message about one that the portal does not have. */
  readonly firstLines: ReadonlyMap<TypeKey, number>;
  /** In the order of their first lines. */
  readonly successors: readonly FileSuccessor[];
}

/** Why a line is refused. The words for each are in the message table. */
export type IdsFileProblem =
  | {
      readonly problem:
        | 'open-quote'
        | 'stray-quote'
        /** White space around a cell, a no-break space too. */
        | 'spaces'
        | 'no-type'
        | 'no-id'
        /** A comma stands for a successor, and nothing behind it: nobody is nobody's successor. */
        | 'no-successor';
    }
  | {readonly problem: 'cells'; readonly found: number; readonly expected: '2' | '3' | '2 or 3'}
  /** Hostile text, as everything of the file. */
  | {readonly problem: 'unknown-type' | 'not-an-id' | 'id-too-large' | 'not-a-person'; readonly value: string}
  /** The same record again, with another successor than on the line named, or with one where that has none. */
  | {readonly problem: 'two-successors'; readonly type: TypeKey; readonly id: number; readonly firstLine: number};

export type IdsFileResult =
  | {readonly ok: true; readonly file: IdsFile}
  /** The whole file is none, or holds no record. */
  | {readonly ok: false; readonly problem: 'not-utf8' | 'no-records'}
  | {
      readonly ok: false;
      readonly problem: 'lines';
      /** In the order of the lines, at most as many as help to mend a file. */
      readonly lines: readonly (IdsFileProblem & {readonly line: number})[];
      /** Lines that are wrong, in all. */
      readonly total: number;
    };
