/** The echo of the Microsoft 365 Agents SDK, as its documentation has it: express, JWT check, one handler. */
const { AgentApplication } = require('@microsoft/agents-hosting');
const { createAgentRequestHandler } = require('@microsoft/agents-hosting-express');
const express = require('express');

const agent = new AgentApplication({});
agent.onActivity('message', async (context) => {
  await context.sendActivity(`Echo: ${context.activity.text}`);
});

const server = express();
server.use(express.json());
server.get('/healthz', (_request, response) => response.sendStatus(200));
server.post('/api/messages', createAgentRequestHandler(agent));
server.listen(Number(process.env.PORT), '127.0.0.1');
