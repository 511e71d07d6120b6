import { render } from 'preact';
import { Api } from './api.js';
import { showTimesIn } from './messages/times.js';
import { App } from './shell/app.js';
import { StartFailure } from './shell/startFailure.js';
import { startTheme } from './shell/theme.js';

/** Reads who the page acts for from its address and draws it. */
async function start(page: HTMLElement): Promise<void> {
  startTheme();
  const key = new URLSearchParams(location.search).get('as') ?? 'alex';
  const api = new Api(key);
  try {
    const { me, ...start } = await api.start();
    showTimesIn(me.timeZone);
    document.title = `${me.name} | Local Teams`;
    render(<App api={api} start={{ me, ...start }} />, page);
  } catch (error) {
    render(<StartFailure message={error instanceof Error ? error.message : ''} />, page);
  }
}

const page = document.getElementById('page');
if (page) {
  void start(page);
}
