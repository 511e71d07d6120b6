/** The echo of the Teams SDK, as its quickstart has it; its logger says errors only. */
const { App, ExpressAdapter } = require('@microsoft/teams.apps');
const { ConsoleLogger } = require('@microsoft/teams.common');
const express = require('express');

const server = express();
server.get('/healthz', (_request, response) => response.sendStatus(200));
const app = new App({
  httpServerAdapter: new ExpressAdapter(server),
  logger: new ConsoleLogger('echo', { level: 'error' }),
});
app.on('message', async ({ send, activity }) => {
  await send(`Echo: ${activity.text}`);
});
app.initialize().then(() => server.listen(Number(process.env.PORT), '127.0.0.1'));
