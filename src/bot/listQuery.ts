import { type ExecutePayload, listScope } from '../cards/actions';
import type { ListQuery } from '../domain/secrets/catalogueViews';

/** Reads what was typed after `list`: a scope, `app <name>`, or straight away an application's name. */
export function listQuery(argument: string): ListQuery {
  if (argument === '') return { scope: 'mine' };
  const [first = '', ...rest] = argument.split(' ');
  const scope = listScope.safeParse(first.toLowerCase());
  if (!scope.success) return { scope: 'app', application: argument };
  const application = rest.join(' ');
  if (scope.data === 'app' && application !== '') return { scope: 'app', application };
  return { scope: scope.data };
}

/** Which page of which list a button asks for. */
export function listQueryIn({ scope, application, after }: ExecutePayload<'list/show'>): ListQuery {
  return { scope, ...(application !== undefined && { application }), ...(after !== undefined && { after }) };
}
