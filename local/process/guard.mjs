/**
 * The guard: a process between a parent and one command, so that the command can never outlive the parent.
 *
 * It is forked with a message channel: `{ start }` says what to run, `{ stop }` to end it, and it answers
 * `{ pid }` or `{ failed }`, later `{ exit }`. When told to stop, or when the channel closes because the parent
 * is gone (SIGKILL included: the kernel closes the channel), it sends the stop signal, waits the grace and
 * then kills the command's whole process group.
 * Plain JavaScript without imports of ours, so that it starts in the time of a bare Node and lives on when
 * the parent's loader and files are gone.
 *
 * On Windows there are no signals and no process groups: stopping is `TerminateProcess` on the command alone.
 */
import { spawn } from 'node:child_process';
import process from 'node:process';
import { setTimeout } from 'node:timers';

/** @type {import('node:child_process').ChildProcess | undefined} */
let child;
let stopping = false;
/** @type {{ stopSignal: NodeJS.Signals, stopGraceMs: number } | undefined} */
let stopRule;

const report = (message) => {
  if (process.connected) process.send(message, () => {});
};

const killGroup = () => {
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // ESRCH: nobody of the group is left, which is what was wanted.
  }
};

const stop = () => {
  if (child?.pid === undefined) process.exit(0);
  if (stopping) return;
  stopping = true;
  child.kill(stopRule.stopSignal);
  setTimeout(killGroup, stopRule.stopGraceMs).unref();
};

const start = ({ command, args, cwd, env, uid, gid, input, stopSignal, stopGraceMs }) => {
  stopRule = { stopSignal, stopGraceMs };
  child = spawn(command, args, {
    cwd,
    env,
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
    // A session of its own: Ctrl-C in a terminal reaches only the parent, and the group can be killed as one.
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'inherit', 'inherit'],
  });
  child.once('error', ({ code, message }) => {
    report({ failed: { code, message } });
    if (process.connected) process.disconnect();
  });
  child.once('spawn', () => report({ pid: child.pid }));
  child.once('exit', (code, signal) => {
    killGroup();
    report({ exit: { code, signal } });
    if (process.connected) process.disconnect();
  });
  // A command that ends without reading its input is not the guard's business.
  child.stdin?.on('error', () => {}).end(input);
};

process.on('message', (message) => (message.stop ? stop() : start(message.start)));
process.once('disconnect', stop);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, stop);
