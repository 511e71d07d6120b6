import { type Compilable, type CompiledQuery, type RawBuilder, sql } from 'kysely';
import type { Db } from './session';

/** In the statement each name stands where its value comes. */
export type Slots<Values> = { readonly [Name in keyof Values]: RawBuilder<Values[Name]> };

/** A value's place. */
class Slot {
  constructor(readonly name: string | symbol) {}
}

/**
 * A statement of every turn, built and compiled once for each engine: both together cost more than running it. The
 * values are parameters, as they are in every other statement.
 *
 * @returns a function that runs it on a database or a transaction, and gives the rows
 */
export function prepared<Values extends object, Row>(
  build: (db: Db, slots: Slots<Values>) => Compilable<Row>,
): (db: Db, values: Values) => Promise<readonly Row[]> {
  // Of one database the adapter is always the same, in transactions too.
  const compiled = new WeakMap<object, CompiledQuery<Row>>();
  const compiledFor = (db: Db): CompiledQuery<Row> => {
    const { adapter } = db.getExecutor();
    const known = compiled.get(adapter);
    if (known) return known;
    const made = build(db, slots as Slots<Values>).compile();
    compiled.set(adapter, made);
    return made;
  };
  return async (db, values) => {
    const statement = compiledFor(db);
    const parameters = statement.parameters.map((one) => (one instanceof Slot ? Reflect.get(values, one.name) : one));
    return (await db.executeQuery<Row>({ ...statement, parameters })).rows;
  };
}

const slots = new Proxy({}, { get: (_, name) => sql.val(new Slot(name)) });
