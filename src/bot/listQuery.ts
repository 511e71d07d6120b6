import type { ExecutePayload } from '../cards/actions';
import { listScope } from '../cards/actions';

/** Reads what was typed after `list`: a scope, `app <name>`, or straight away an application's name. */
export function listQuery(argument: string): Pick<ExecutePayload<'list/show'>, 'scope' | 'application'> {
  if (argument === '') return { scope: 'mine' };
  const [first = '', ...rest] = argument.split(' ');
  const scope = listScope.safeParse(first.toLowerCase());
  if (!scope.success) return { scope: 'app', application: argument };
  const application = rest.join(' ');
  if (scope.data === 'app' && application !== '') return { scope: 'app', application };
  return { scope: scope.data };
}
