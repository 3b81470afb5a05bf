// Measures the trainer's page in Chromium: time for 1,000 full-batch epochs while it draws, and how long its frames take.
//   node bench/trainer.mjs
import { launch } from '../test/browser/trainer/browser.mjs';
import { serve } from '../test/browser/trainer/serve.mjs';

const server = await serve();
const browser = await launch();

/** A state of the trainer that runs a number of epochs and nothing else stops it. */
function stateOf(source, epochs, optimiser = 'gradient-descent') {
  const stop = { gradientNorm: 0, lossChange: 0, epochs };
  const settings = {
    optimiser,
    rate: 0.5,
    momentum: 0.9,
    lambda: 0.001,
    batch: 0,
    bias: true,
    start: [],
    seed: 1,
    stop,
  };
  return {
    version: 1,
    source,
    standardise: false,
    degree: 1,
    testShare: 0,
    splitSeed: 1,
    runs: [{ id: 'a', settings }],
    steps: 0,
    view: { logX: false, logY: false, contour: [0, 1], selected: 'a', speed: 0 },
  };
}

function wide(n, d) {
  const x = Array.from({ length: n * d }, (_, k) => Math.sin(12.9898 * (k + 1)) * 3);
  const y = Array.from({ length: n }, (_, i) => (x[i * d] + x[i * d + 1] + Math.sin(78.2 * i) > 0 ? 1 : 0));
  return { kind: 'points', name: 'wide', names: Array.from({ length: d }, (_, j) => `x${j + 1}`), x, y };
}

async function measure(name, state, query = '') {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  // Time of the processor, not of the clock: other programs on the machine do not change it.
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busy = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? NaN;
  };
  await page.goto(`${server.url}/?theme=dark${query}`);
  await page.waitForSelector('.status:has-text("step 0")');
  await page.evaluate((next) => window.postMessage({ type: 'setState', state: next }), state);
  await page.waitForFunction(
    (wanted) => document.querySelector('[data-section=data] .hint')?.textContent?.startsWith(String(wanted)),
    state.source.kind === 'preset' ? state.source.size : state.source.y.length,
    { timeout: 60_000 },
  );
  // Let the first drawing and the contours pass.
  await page.waitForTimeout(1500);
  const before = await busy();
  const result = await page.evaluate(async () => {
    const frames = [];
    const tasks = [];
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => tasks.push(entry.duration))).observe({
      type: 'longtask',
    });
    const started = performance.now();
    let last = started;
    let going = true;
    const tick = (now) => {
      frames.push(now - last);
      last = now;
      if (going) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    document.querySelector('[data-action=play]').click();
    await new Promise((done) => {
      const look = setInterval(() => {
        if (!document.querySelector('.notices :not(:empty)')) return;
        clearInterval(look);
        done(undefined);
      }, 4);
    });
    going = false;
    return { seconds: (performance.now() - started) / 1000, frames: frames.slice(1), tasks };
  });
  const { seconds, frames, tasks } = result;
  const perFrame = ((1000 * ((await busy()) - before)) / frames.length).toFixed(1);
  const sorted = [...frames].sort((a, b) => a - b);
  const at = (share) => (sorted[Math.floor(share * (sorted.length - 1))] ?? NaN).toFixed(1);
  console.log(
    `${name.padEnd(44)} ${seconds.toFixed(2)} s   ${(frames.length / seconds).toFixed(0)} frames/s   ` +
      `page's processor time ${perFrame} ms a frame   frame median ${at(0.5)} ms, 95 % ${at(0.95)} ms, longest ${at(1)} ms   ` +
      `longest task ${tasks.length > 0 ? Math.max(...tasks).toFixed(0) : '< 50'} ms`,
  );
  await page.close();
}

const blobs = (size) => ({ kind: 'preset', preset: 'overlap', size, noise: 0.5, seed: 1 });
for (let round = 0; round < 3; round++) {
  await measure('1,000 epochs, 10,000 × 2', stateOf(blobs(10_000), 1000));
}
await measure('1,000 epochs, 10,000 × 2, without a worker', stateOf(blobs(10_000), 1000), '&noworker');
await measure('1,000 epochs of Adam, 10,000 × 2', stateOf(blobs(10_000), 1000, 'adam'));
await measure('100 epochs, 100,000 × 20', stateOf(wide(100_000, 20), 100));
await browser.close();
server.close();
