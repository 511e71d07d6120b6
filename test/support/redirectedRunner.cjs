/**
 * Runs in a child process behind the redirect preload: offers the functions of the module named on the command line to
 * the test over IPC. Node loads it as it is, so it is no TypeScript.
 */
const functions = require(process.argv[2]);

process.on('message', async ({ call, name, argument }) => {
  if (call === undefined) {
    return;
  }
  try {
    process.send({ call, result: await functions[name](argument) });
  } catch (error) {
    const { message, code, statusCode } = error;
    process.send({ call, failure: { message, code, statusCode, name: error.name } });
  }
});
// The preload lets a process end that has nothing to do; this one waits for calls.
process.channel.ref();
process.send({ isReady: true });
